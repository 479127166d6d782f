// What operators watch, in Prometheus' text format. Labels come from routes and procedures that exist, never from what a
// caller typed, so that nobody can fill the memory with label values.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is counted and timed; `text` is the answer of `/metrics`. */
export type Metrics = {
  /** One answered request, in seconds. */
  request(route: string, method: string, answer: { status: number; seconds: number }): void;
  /** One procedure's call, whichever door it came by; `code` is `ok` or an error code. */
  call(procedure: string, code: string): void;
  /** An attempt that was refused, by error code; so many of one kind are worth an alarm. */
  refusal(code: string): void;
  /** A release answered ahead of the router, from memory. */
  warmRelease(status: 200 | 304): void;
  /** An event stream began (+1) or ended (−1). */
  stream(change: 1 | -1): void;
  text(): Promise<{ type: string; body: string }>;
};

/** Metrics of one server; `logSize` is read when they are asked for. */
export function createMetrics({ logSize }: { logSize: () => number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const labelNames = ['route', 'method', 'status'] as const;
  const requests = new Counter({ name: 'http_requests_total', help: 'Requests answered.', labelNames, registers });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  const calls = new Counter({
    name: 'registry_procedure_calls_total',
    help: 'Calls of procedures by outcome.',
    labelNames: ['procedure', 'code'],
    registers,
  });
  const refusals = new Counter({
    name: 'registry_refusals_total',
    help: 'Attempts without the right, over a limit, or signed by the wrong key.',
    labelNames: ['code'],
    registers,
  });
  const streams = new Gauge({ name: 'registry_event_streams', help: 'Event streams that are open.', registers });
  new Gauge({
    name: 'registry_log_entries',
    help: 'Entries of the log.',
    registers,
    collect() {
      this.set(logSize());
    },
  });
  const warm = new Counter({
    name: 'registry_warm_releases_total',
    help: 'Releases answered from memory ahead of the router.',
    labelNames: ['status'],
    registers,
  });
  // Bound once: this is the path on which a look-up by labels would show.
  const warmBy = { 200: warm.labels('200'), 304: warm.labels('304') };
  return {
    request: (route, method, { status, seconds }) => {
      requests.inc({ route, method, status });
      durations.observe({ route }, seconds);
    },
    call: (procedure, code) => calls.inc({ procedure, code }),
    refusal: (code) => refusals.inc({ code }),
    warmRelease: (status) => warmBy[status].inc(),
    stream: (change) => streams.inc(change),
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}
