// A file that is made while it is sent, as the bytes of an answer: the next piece is asked for when there is room for it.

/**
 * The bytes of `first` and what `chunks` gives after it. When making a piece fails the stream fails too, so that the answer
 * breaks off instead of ending; `chunks` is told when nobody reads on.
 */
export function toChunkBytes(
  first: IteratorResult<string>,
  chunks: AsyncGenerator<string>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOver = false;
  let made: IteratorResult<string> | undefined = first;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = made ?? (await chunks.next());
        made = undefined;
        // Cancelled while this waited: the stream is closed already.
        if (isOver) return;
        if (done === true) return controller.close();
        controller.enqueue(encoder.encode(value));
      } catch (error) {
        if (isOver) return;
        onFailure(error);
        controller.error(error);
      }
    },
    async cancel() {
      isOver = true;
      await chunks.return(undefined);
    },
  });
}
