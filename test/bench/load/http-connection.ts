import { connect, type Socket } from 'node:net';

export interface Target {
  readonly host: string;
  readonly port: number;
}

const HEADER_END = Buffer.from('\r\n\r\n');
const CONTENT_LENGTH = /\r\ncontent-length: (\d+)/i;

/**
 * One keep-alive client of HTTP/1.1 that has one request under way at a time. Not `node:http`: the generator shares the machine with what
 * it measures, and this takes a fifth of the processor time. It reads what our servers send: a status line and a content length.
 */
export class HttpConnection {
  private socket: Socket | undefined;
  private received: Buffer = Buffer.alloc(0);
  private answered: ((status: number) => void) | undefined;

  constructor(private readonly target: Target) {}

  /** Resolves with the status; 0 if the connection broke or the answer was not understood. */
  exchange(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.answered = resolve;
      this.received = Buffer.alloc(0);
      (this.socket ??= this.open()).write(request);
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): Socket {
    const socket = connect({ ...this.target, noDelay: true });
    socket.on('data', (chunk) => this.onData(chunk));
    socket.on('error', () => this.onGone(socket));
    socket.on('close', () => this.onGone(socket));
    return socket;
  }

  private onGone(socket: Socket): void {
    if (this.socket !== socket) return;
    this.socket = undefined;
    this.answer(0);
  }

  private onData(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(HEADER_END);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = CONTENT_LENGTH.exec(head)?.[1];
    if (length === undefined) this.socket?.destroy();
    else if (this.received.length >= end + HEADER_END.length + Number(length)) this.answer(Number(head.slice(9, 12)));
  }

  private answer(status: number): void {
    const answered = this.answered;
    this.answered = undefined;
    answered?.(status);
  }
}
