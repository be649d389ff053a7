import { isDeepStrictEqual } from 'node:util';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { ChannelName, Option } from '../../src/channel/channel.ts';
import { segments } from '../../src/channel/gsm7.ts';
import type { Release } from '../../src/content/release.ts';
import { openScene } from '../../src/content/scene.ts';
import { type Conversation, decodeConversation, encodeProfile, encodeState } from '../../src/dialog/conversation.ts';
import type { Turned } from '../../src/dialog/room.ts';
import { locate } from '../../src/flow/locate.ts';
import { withoutPoints } from '../../test/support/without-points.ts';

const wrongWithPage = (page: string, channel: ChannelName): string | undefined => {
  const can = CAPABILITIES[channel];
  if (page.length > can.text) return `a page of ${page.length} characters`;
  if (!page.isWellFormed()) return 'half a character';
  if (/\{\{|undefined|NaN|\[object/.test(page)) return 'words that nobody wrote';
  if (can.alphabet !== 'gsm7') return undefined;
  const { encoding, segments: count } = segments(page);
  if (encoding !== 'gsm7') return `an alphabet that SMS does not have`;
  return count > (can.segments ?? count) ? `${count} segments` : undefined;
};

const wrongWithButton = ({ id, label }: Option, channel: ChannelName): string | undefined => {
  const can = CAPABILITIES[channel];
  if (label.trim() === '' || label.length > can.label) return `a button labelled "${label}"`;
  return Buffer.byteLength(id) > can.buttonId ? `a button with the id "${id}"` : undefined;
};

/** What is wrong with a message that someone is to read on a channel; undefined when it fits. */
export const wrongWithLaid = ({ laid }: Turned, channel: ChannelName): string | undefined => {
  if (!laid) return undefined;
  if (laid.text.trim() === '') return 'an empty message';
  if (laid.buttons.length > CAPABILITIES[channel].buttons) return `${laid.buttons.length} buttons`;
  for (const page of [laid.text, ...laid.rest]) {
    const wrong = wrongWithPage(page, channel);
    if (wrong) return wrong;
  }
  for (const button of laid.buttons) {
    const wrong = wrongWithButton(button, channel);
    if (wrong) return wrong;
  }
  return undefined;
};

/** Whether someone stands where the release can go on from; who has just come stands nowhere yet. */
export const standsSomewhere = (release: Release, { place }: Conversation, now: number): boolean => {
  const top = place.stack.at(-1);
  return top === undefined || locate(top, openScene(release, now)) !== undefined;
};

/** A conversation as it is read back after it was saved, and whether it is still the same. */
export const readBack = (conversation: Conversation): { readonly kept: Conversation; readonly same: boolean } => {
  const kept = decodeConversation(encodeProfile(conversation), encodeState(conversation));
  const { asked, offered, carried } = conversation;
  return { kept, same: isDeepStrictEqual(kept, { ...withoutPoints(conversation), asked, offered, carried }) };
};
