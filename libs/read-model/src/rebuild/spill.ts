import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What all shelves together hold in memory, each in a block; a full block goes to the file. */
const MEMORY_BYTES = 32 * 1024 * 1024;
const SMALLEST_BLOCK = 4 * 1024;
const LARGEST_BLOCK = 64 * 1024;
/** So much is written at once, while as much again gathers. */
const RUN_BYTES = 1024 * 1024;

export interface Block {
  readonly buffer: Buffer;
  used: number;
}

/** What was put aside under one number. */
class Shelf {
  /** Where in the file each block begins and how long it is, one after the other: a log of ten million events fills some millions of blocks. */
  readonly written: number[] = [];
  bytes = 0;
  block: Block | undefined;
}

/**
 * Puts bytes aside on many shelves and gives them back, shelf by shelf. Many go through one temporary file in `os.tmpdir()`, which its
 * owner alone may read and which loses its name as soon as it is open: whatever ends the process removes it.
 */
export class Spill {
  readonly #shelves: readonly Shelf[];
  readonly #blockBytes: number;
  readonly #free: Block[] = [];
  #file: FileHandle | undefined;
  #end = 0;
  #full: Block[] = [];
  #fullBytes = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(shelves: number) {
    this.#shelves = Array.from({ length: shelves }, () => new Shelf());
    this.#blockBytes = Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, Math.floor(MEMORY_BYTES / shelves)));
  }

  /**
   * Where the next bytes of a shelf go: written at `used`, which the caller moves on, before `room` is asked for again. After many of them,
   * `settle` must be awaited.
   * @param bytes as many as may be written
   */
  room(number: number, bytes: number): Block {
    const shelf = this.#shelf(number);
    if (shelf.block && shelf.block.used + bytes <= shelf.block.buffer.length) return shelf.block;
    if (shelf.block) {
      const { used } = shelf.block;
      shelf.written.push(this.#end, used);
      shelf.bytes += used;
      this.#end += used;
      this.#full.push(shelf.block);
      this.#fullBytes += used;
    }
    const size = Math.max(this.#blockBytes, bytes);
    shelf.block = (size === this.#blockBytes && this.#free.pop()) || { buffer: Buffer.allocUnsafeSlow(size), used: 0 };
    return shelf.block;
  }

  /** Waits until little is on its way to the file. @throws what the file system says, such as ENOSPC */
  async settle(): Promise<void> {
    if (this.#fullBytes >= RUN_BYTES) await this.#flush();
  }

  /**
   * All bytes of a shelf in the order in which they came; once for each shelf, when all are filled.
   * @param into written over where it is large enough
   */
  async take(number: number, into?: Buffer): Promise<Buffer> {
    const shelf = this.#shelf(number);
    const { block } = shelf;
    shelf.block = undefined;
    if (this.#fullBytes > 0) await this.#flush();
    await this.#writing;
    const bytes = shelf.bytes + (block?.used ?? 0);
    const all = into && into.length >= bytes ? into.subarray(0, bytes) : Buffer.allocUnsafeSlow(bytes);
    const reads: Promise<void>[] = [];
    let start = 0;
    for (let index = 0; index < shelf.written.length; index += 2) {
      const [offset = 0, length = 0] = [shelf.written[index], shelf.written[index + 1]];
      reads.push(this.#read(all.subarray(start, (start += length)), offset));
    }
    block?.buffer.copy(all, start, 0, block.used);
    await Promise.all(reads);
    return all;
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file?.close();
  }

  #shelf(number: number): Shelf {
    const shelf = this.#shelves[number];
    if (!shelf) throw new RangeError(`there is no shelf ${number}`);
    return shelf;
  }

  /** Begins to write what is full, once what was full before is written. */
  async #flush(): Promise<void> {
    await this.#writing;
    const blocks = this.#full;
    const at = this.#end - this.#fullBytes;
    this.#full = [];
    this.#fullBytes = 0;
    this.#writing = this.#write(blocks, at);
    // Told to the next who waits; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }

  async #write(blocks: readonly Block[], offset: number): Promise<void> {
    this.#file ??= await openNameless();
    for (const { buffer, used } of blocks) {
      for (let written = 0; written < used;) written += (await this.#file.write(buffer, written, used - written, offset + written)).bytesWritten;
      offset += used;
    }
    for (const block of blocks) {
      block.used = 0;
      if (block.buffer.length === this.#blockBytes) this.#free.push(block);
    }
  }

  async #read(into: Buffer, offset: number): Promise<void> {
    for (let read = 0; read < into.length;) {
      const { bytesRead = 0 } = (await this.#file?.read(into, read, into.length - read, offset + read)) ?? {};
      if (bytesRead === 0) throw new Error('the temporary file of a rebuild has been cut short');
      read += bytesRead;
    }
  }
}

async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `tracker-rebuild-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}
