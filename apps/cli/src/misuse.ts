// A call of the program that commander does not understand, as it was refused. What to say of it is loaded when it is said.
import type { Command, CommanderError } from 'commander';

/** Thrown where the caller's words make no command; usage-of-commander.ts has the sentence for it. */
export class Misuse extends Error {
  readonly complaint: CommanderError;
  readonly command: Command;

  constructor(complaint: CommanderError, command: Command) {
    super(complaint.message, { cause: complaint });
    this.complaint = complaint;
    this.command = command;
  }
}
