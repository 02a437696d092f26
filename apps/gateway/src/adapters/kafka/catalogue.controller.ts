import { DeadLetters, type RecordBatch } from '@shutong/bus';
import { parseCatalogue } from '@shutong/contracts';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { TakePublication } from '../../application/take-publication.js';

/** `catalogue`, from its start. A tombstone is compaction's own and says nothing. */
@Controller()
export class CatalogueController {
  constructor(
    @Inject(TakePublication) private readonly take: TakePublication,
    @Inject(DeadLetters) private readonly dead: DeadLetters,
  ) {}

  @EventPattern('catalogue')
  async execute(@Payload() batch: RecordBatch): Promise<void> {
    for (const { offset, value } of batch.records) {
      if (value === null) continue;
      const parsed = parseCatalogue(value);
      const taken = parsed.ok ? await this.take.execute(parsed.value) : parsed;
      if (!taken.ok) await this.dead.put([{ topic: batch.topic, offset, code: taken.failure, value }]);
    }
  }
}
