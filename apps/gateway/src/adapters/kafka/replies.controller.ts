import { DeadLetters, type RecordBatch, refuseTombstones } from '@shutong/bus';
import { parseDecided, parseReply } from '@shutong/contracts';
import { fail, type Result } from '@shutong/kernel';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { TakeReplies } from '../../application/take-replies.js';

type RecordFault = 'RECORD_INVALID' | 'PROOF_INVALID' | 'SIGNATURE_INVALID';

/** `replies.<gateway>`: decisions of the notary, answers of departments. What is neither goes to the dead letters. */
@Controller()
export class RepliesController {
  constructor(
    @Inject(TakeReplies) private readonly take: TakeReplies,
    @Inject(DeadLetters) private readonly dead: DeadLetters,
  ) {}

  @EventPattern('replies')
  async execute(@Payload() batch: RecordBatch): Promise<void> {
    for (const { offset, value, headers } of await refuseTombstones(batch, this.dead)) {
      const taken = await this.takeOne(headers.schema, value);
      if (!taken.ok) await this.dead.put([{ topic: batch.topic, offset, code: taken.failure, value }]);
    }
  }

  private async takeOne(schema: string | undefined, value: Buffer): Promise<Result<void, RecordFault>> {
    if (schema === 'decided') {
      const decided = parseDecided(value);
      return decided.ok ? this.take.decided(decided.value) : decided;
    }
    if (schema !== 'reply') return fail('RECORD_INVALID');
    const reply = parseReply(value);
    return reply.ok ? this.take.reply(reply.value) : reply;
  }
}
