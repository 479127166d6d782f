// From where an entry of the log came. The log does not commit to it, and only its workspace sees it.

/** From where a change was asked for; it is shown to that workspace alone. */
export type LogSource = {
  workspace_id: number;
  address: string | null;
  user_agent: string | null;
  request_id: string | null;
  credential: string | null;
};
