import type { ReplyItem } from '@shutong/contracts';

/** The way back to the gateways that wait. */
export abstract class Replies {
  /** Resolves when the signed reply is on its way or lost: what is lost ends at the gateway's deadline, never in a second read. */
  abstract send(gateway: string, item: ReplyItem): Promise<void>;
}
