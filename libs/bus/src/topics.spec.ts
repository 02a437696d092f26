import { describe, expect, it } from '@jest/globals';
import { deadTopic, dispatchTopic, repliesTopic, submissionsTopic, topicRule, TOPICS, topicsOfNode } from './topics.js';

describe('the topics of the exchange', () => {
  it('fall under the rule of their name', () => {
    expect(topicRule(submissionsTopic('s0'))).toBe(TOPICS.submissions);
    expect(topicRule(dispatchTopic('11990104MB9100024A'))).toBe(TOPICS.dispatch);
    expect(topicRule(repliesTopic('gw-1'))).toBe(TOPICS.replies);
    expect(topicRule('catalogue')).toBe(TOPICS.catalogue);
    expect(topicRule(deadTopic('catalogue'))).toBe(TOPICS.dead);
    expect(topicRule(deadTopic(repliesTopic('gw-1')))).toBe(TOPICS.dead);
  });

  it.each(['', 'submissions', 'submissions.', 'submissions.s0.dead.dead', 'dispatch.a/b', '__consumer_offsets', 'catalogue.v2'])(
    'do not include "%s"',
    (name) => {
      expect(topicRule(name)).toBeUndefined();
    },
  );

  it('keep what protocol.md §2 says, and replies no longer than ten minutes and a segment', () => {
    const kept = (topic: keyof typeof TOPICS) => TOPICS[topic].config as Readonly<Record<string, string>>;
    expect(kept('submissions')['retention.ms']).toBe('604800000');
    expect(kept('dispatch')['retention.ms']).toBe('86400000');
    expect(kept('replies')['retention.ms']).toBe('600000');
    expect(kept('replies')['segment.ms']).toBe('300000');
    expect(kept('dead')['retention.ms']).toBe('2592000000');
    expect(kept('catalogue')['cleanup.policy']).toBe('compact');
  });

  it('of a node are one per party, the catalogue, and the dead letters of each', () => {
    const names = topicsOfNode({ shards: ['s0'], departments: ['11990104MB9100024A'], gateways: ['gw-1'] });
    expect(names).toEqual([
      'submissions.s0',
      'submissions.s0.dead',
      'dispatch.11990104MB9100024A',
      'dispatch.11990104MB9100024A.dead',
      'replies.gw-1',
      'replies.gw-1.dead',
      'catalogue',
      'catalogue.dead',
    ]);
    expect(names.every((name) => topicRule(name) !== undefined)).toBe(true);
  });
});
