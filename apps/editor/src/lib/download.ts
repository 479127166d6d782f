// Hands a text to the browser as a file to keep; nothing of it is sent.

/** Saves `text`, in UTF-8, as a file of that name. */
export function downloadText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The click has only asked for the file: its bytes are fetched in the tasks after it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
