// Which process a pid meant when it was written down: pids are reused, after a reboot and in every new container.
import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

/** A process: `machine` is where its pid means something, `started` tells it from later owners of that pid. */
export type ProcessIdentity = { machine: string; pid: number; started: string | null };

/** This process, as another one can check it. */
export async function identifyProcess(): Promise<ProcessIdentity> {
  return { machine: await identifyMachine(), pid: process.pid, started: await startTimeOf(process.pid) };
}

/** Does that process still run? `unknown` when it cannot be told from here. */
export async function livenessOf(holder: ProcessIdentity): Promise<'alive' | 'dead' | 'unknown'> {
  if (holder.machine !== (await identifyMachine())) return 'unknown';
  if (!isRunning(holder.pid)) return 'dead';
  const started = await startTimeOf(holder.pid);
  if (started === null || holder.started === null) return 'unknown';
  return started === holder.started ? 'alive' : 'dead';
}

/** On Linux this boot and this pid namespace (each container has its own), elsewhere the host's name. */
async function identifyMachine(): Promise<string> {
  if (process.platform !== 'linux') return hostname();
  const [boot, namespace] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => hostname()),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return `${boot.trim()} ${namespace}`;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process answers EPERM.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function startTimeOf(pid: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') return startTimeInStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
    if (process.platform === 'win32') return null;
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || null;
  } catch {
    return null;
  }
}

/** Field 22 of proc_pid_stat(5), in clock ticks since boot; field 2 is a name in parentheses that can hold anything. */
function startTimeInStat(stat: string): string | null {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
