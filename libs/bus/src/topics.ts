/** Topics of the exchange as data (protocol.md §2): one partition each, one record per tick or batch, no auto-creation. */

/** Largest value of a record in bytes (protocol.md §9). */
export const MAX_RECORD_BYTES = 600_000;
/** Broker's limit on one record batch in bytes (protocol.md §9); what is over it is refused whole with MESSAGE_TOO_LARGE. */
export const MAX_BATCH_BYTES = 1_000_000;
/** A dead letter holds the base64url of up to a whole record batch written by somebody who did not keep our limit. */
export const MAX_DEAD_LETTER_BYTES = 1_500_000;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export type TopicKind = 'submissions' | 'dispatch' | 'replies' | 'catalogue' | 'dead';
export type TopicParty = 'gateway' | 'notary' | 'connector' | 'operator' | 'who rejects';

export interface TopicRule {
  readonly kind: TopicKind;
  /** Catalogue records are compacted by key, so theirs is never empty. */
  readonly isKeyed: boolean;
  readonly writers: readonly TopicParty[];
  readonly readers: readonly TopicParty[];
  /** Topic configuration, complete: Kafka's alterConfigs replaces the whole set. */
  readonly config: Readonly<Record<string, string>>;
}

/** On every topic. */
const GUARDS = {
  // Who writes chooses the compression, and kafkajs crashes on three of the four kinds: the broker undoes them all.
  'compression.type': 'uncompressed',
  // Else the writer's clock would rule retention and the age of a submission.
  'message.timestamp.type': 'LogAppendTime',
} as const;

function keptFor(retentionMs: number, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return {
    ...GUARDS,
    'cleanup.policy': 'delete',
    'retention.ms': String(retentionMs),
    'max.message.bytes': String(MAX_BATCH_BYTES),
    ...more,
  };
}

export const TOPICS = {
  submissions: {
    kind: 'submissions',
    isKeyed: false,
    writers: ['gateway', 'connector'],
    readers: ['notary'],
    config: keptFor(7 * DAY),
  },
  dispatch: {
    kind: 'dispatch',
    isKeyed: false,
    writers: ['notary'],
    readers: ['connector'],
    config: keptFor(DAY),
  },
  replies: {
    kind: 'replies',
    isKeyed: false,
    writers: ['notary', 'connector'],
    readers: ['gateway'],
    // Retention deletes closed segments only: without a short segment, ten minutes would become a week.
    config: keptFor(10 * MINUTE, { 'segment.ms': String(5 * MINUTE) }),
  },
  catalogue: {
    kind: 'catalogue',
    isKeyed: true,
    writers: ['notary'],
    readers: ['gateway', 'connector', 'notary'],
    config: { ...GUARDS, 'cleanup.policy': 'compact', 'max.message.bytes': String(MAX_BATCH_BYTES) },
  },
  dead: {
    kind: 'dead',
    isKeyed: false,
    writers: ['who rejects'],
    readers: ['operator'],
    config: keptFor(30 * DAY, { 'max.message.bytes': '2000000' }),
  },
} as const satisfies Record<TopicKind, TopicRule>;

export const CATALOGUE_TOPIC = 'catalogue';

export function submissionsTopic(shard: string): string {
  return `submissions.${shard}`;
}

/** `department` is its USCC. */
export function dispatchTopic(department: string): string {
  return `dispatch.${department}`;
}

/** `gateway` is the code of one gateway instance, `gw-1`. */
export function repliesTopic(gateway: string): string {
  return `replies.${gateway}`;
}

export function deadTopic(topic: string): string {
  return `${topic}.dead`;
}

const DEAD = /^(?:submissions\.[A-Za-z0-9-]+|dispatch\.[A-Za-z0-9-]+|replies\.[A-Za-z0-9-]+|catalogue)\.dead$/;
const LIVE = /^(submissions|dispatch|replies)\.[A-Za-z0-9-]+$/;

/** The rule a topic name falls under; `undefined` for a name this table does not declare. */
export function topicRule(topic: string): TopicRule | undefined {
  if (topic === CATALOGUE_TOPIC) return TOPICS.catalogue;
  if (DEAD.test(topic)) return TOPICS.dead;
  const kind = LIVE.exec(topic)?.[1];
  return kind === undefined ? undefined : TOPICS[kind as 'submissions' | 'dispatch' | 'replies'];
}

/** Every topic a node with these parties needs, each followed by its dead-letter topic. */
export function topicsOfNode(node: {
  readonly shards: readonly string[];
  readonly departments: readonly string[];
  readonly gateways: readonly string[];
}): readonly string[] {
  const live = [
    ...node.shards.map(submissionsTopic),
    ...node.departments.map(dispatchTopic),
    ...node.gateways.map(repliesTopic),
    CATALOGUE_TOPIC,
  ];
  return live.flatMap((topic) => [topic, deadTopic(topic)]);
}
