export { runCommandLine } from './commands.js';
