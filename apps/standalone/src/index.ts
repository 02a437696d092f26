export { type NodeEnd, type NodeOptions, type RunningNode } from './node-options.js';
export { StartFailure } from './start-failure.js';
export { startNode } from './start-node.js';
