import { type RecordBatch, refuseTombstones, DeadLetters, type Taken } from '@shutong/bus';
import { parseDispatch } from '@shutong/contracts';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { TakeDispatch, type TakenRecord } from '../../application/take-dispatch.js';

/** `dispatch.<dept>`: what is no record of the right shape goes to the dead letters, and traffic goes on. */
@Controller()
export class DispatchController {
  constructor(
    private readonly take: TakeDispatch,
    private readonly dead: DeadLetters,
  ) {}

  @EventPattern('dispatch')
  async execute(@Payload() batch: RecordBatch): Promise<Taken> {
    const records: TakenRecord[] = [];
    for (const { offset, value } of await refuseTombstones(batch, this.dead)) {
      const parsed = parseDispatch(value);
      if (parsed.ok) records.push({ offset, value, batch: parsed.value });
      else await this.dead.put([{ topic: batch.topic, offset, code: parsed.failure, value }]);
    }
    return this.take.execute(records);
  }
}
