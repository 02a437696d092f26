import { type Admin } from 'kafkajs';
import { BusFailure } from './bus-failure.js';
import { topicRule, type TopicRule } from './topics.js';

export interface EnsuredTopics {
  readonly created: readonly string[];
  readonly altered: readonly string[];
}

/** `ConfigResourceTypes.TOPIC`, which Node cannot import from this CommonJS package by name, though Jest and tsc can. */
const TOPIC_RESOURCE = 2;
/** kafkajs reports where a value comes from; 1 is an override on the topic itself, the only kind alterConfigs replaces. */
const TOPIC_OVERRIDE = 1;

function ruleOf(topic: string): TopicRule {
  const rule = topicRule(topic);
  if (rule === undefined) throw new BusFailure('TOPIC_UNDECLARED', `No topic ${topic} is declared.`);
  return rule;
}

/**
 * Makes missing topics with one partition, and brings the configuration of existing ones to the table's. Overrides an operator added
 * stay: alterConfigs replaces the complete set, so they are sent along.
 */
export async function ensureTopics(admin: Admin, names: readonly string[]): Promise<EnsuredTopics> {
  const rules = new Map(names.map((name) => [name, ruleOf(name)]));
  const existing = new Set(await admin.listTopics());
  const missing = names.filter((name) => !existing.has(name));
  if (missing.length > 0) await create(admin, missing, rules);
  const present = names.filter((name) => existing.has(name));
  if (present.length === 0) return { created: missing, altered: [] };
  await refuseOtherShapes(admin, present);
  return { created: missing, altered: await alter(admin, present, rules) };
}

async function create(admin: Admin, names: readonly string[], rules: ReadonlyMap<string, TopicRule>): Promise<void> {
  await admin.createTopics({
    waitForLeaders: true,
    topics: names.map((topic) => ({ topic, numPartitions: 1, configEntries: entriesOf(rules.get(topic)?.config ?? {}) })),
  });
}

/** Offset order is decision order (protocol.md §8): a second partition would end it. */
async function refuseOtherShapes(admin: Admin, names: readonly string[]): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  const other = topics.find((topic) => topic.partitions.length !== 1);
  if (other !== undefined) {
    throw new BusFailure('TOPIC_SHAPE', `Topic ${other.name} has ${other.partitions.length} partitions instead of one.`);
  }
}

async function alter(admin: Admin, names: readonly string[], rules: ReadonlyMap<string, TopicRule>): Promise<readonly string[]> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: TOPIC_RESOURCE, name })),
  });
  const changes = resources.flatMap(({ resourceName, configEntries }) => {
    const wanted = rules.get(resourceName)?.config ?? {};
    const overrides = new Map(
      configEntries
        // kafkajs types the source as an enum under another name than the protocol's.
        .filter((entry) => Number(entry.configSource) === TOPIC_OVERRIDE)
        .map((entry) => [entry.configName, entry.configValue]),
    );
    const isAsWanted = Object.entries(wanted).every(([name, value]) => overrides.get(name) === value);
    return isAsWanted ? [] : [{ name: resourceName, config: { ...Object.fromEntries(overrides), ...wanted } }];
  });
  if (changes.length > 0) {
    await admin.alterConfigs({
      validateOnly: false,
      resources: changes.map(({ name, config }) => ({
        type: TOPIC_RESOURCE,
        name,
        configEntries: entriesOf(config),
      })),
    });
  }
  return changes.map(({ name }) => name);
}

function entriesOf(config: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(config).map(([name, value]) => ({ name, value }));
}
