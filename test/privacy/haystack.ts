import { open } from 'node:fs/promises';

/** Bytes to be searched, however many. */
export interface Haystack {
  readonly name: string;
  readonly size: number;
  /** Bytes from `offset`, at most `length` and fewer at the end. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

export function bufferHaystack(name: string, bytes: Uint8Array): Haystack {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    name,
    size: buffer.length,
    read: (offset, length) => Promise.resolve(buffer.subarray(offset, offset + length)),
    close: () => Promise.resolve(),
  };
}

/** A file as long as it is now: what servers append later is not searched. Throws when it is gone. */
export async function fileHaystack(path: string): Promise<Haystack> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  };
  return { name: path, size, read, close: () => file.close() };
}
