import type { Content } from '../channel/channel.ts';
import type { Release } from '../content/release.ts';
import { readCommand } from './command.ts';
import type { Conversation } from './conversation.ts';

/**
 * Whether someone wishes not to be written to, to be written to again, or to have nothing kept of them, and it is not so
 * already: that is heard however fast they write.
 */
export const isWish = (
  release: Release,
  before: Conversation | undefined,
  content: Content,
  stopped: boolean,
): boolean => {
  if (content.kind === 'consent') return content.change === (stopped ? 'start' : 'stop');
  if (content.kind === 'blocked') return before !== undefined;
  if (content.kind !== 'text') return false;
  const command = readCommand(release, content.text, before?.locale ?? release.settings.default);
  if (command?.name === 'forget') return before !== undefined;
  return command?.name === (stopped ? 'start' : 'stop');
};
