import { z } from 'zod';
import { CAPABILITIES } from './capability.ts';
import type { Content, Received } from './channel.ts';
import { clean, cut } from './clean.ts';

// Only what is read; Telegram adds fields without notice. Ids have up to 52 bits and are safe integers.
const person = z.object({ id: z.int(), is_bot: z.boolean().optional(), language_code: z.string().max(35).optional() });
const chat = z.object({ id: z.int(), type: z.string() });
const location = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });
const keyboard = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string().optional() }))),
});
const message = z.looseObject({
  chat,
  from: person.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  location: location.optional(),
});
const press = z.object({
  id: z.string().min(1),
  from: person,
  data: z.string().optional(),
  // Missing when it is too old, and with nothing but its chat when the bot can no longer see it.
  message: z.object({ chat, reply_markup: keyboard.optional().catch(undefined) }).optional(),
});
const membership = z.object({ chat, from: person, new_chat_member: z.object({ status: z.string() }) });
const update = z.object({
  update_id: z.int(),
  message: message.optional(),
  callback_query: press.optional(),
  my_chat_member: membership.optional(),
});

/** What a person sends that is neither words nor a place. Anything else (someone joined, a message was pinned) is no message of theirs. */
const MEDIA = [
  'photo',
  'voice',
  'audio',
  'video',
  'video_note',
  'animation',
  'document',
  'sticker',
  'contact',
  'poll',
  'dice',
  'story',
] as const;

type Person = z.infer<typeof person>;
type Chat = z.infer<typeof chat>;
type Message = z.infer<typeof message>;
type Press = z.infer<typeof press>;

type Unread = { readonly kind: 'ignore' } | { readonly kind: 'bad'; readonly reason: string };
const IGNORE: Unread = { kind: 'ignore' };

/** Reads an update as the webhook and long polling bring it. */
export const readTelegram = (body: unknown): Received | Unread => {
  const read = update.safeParse(body);
  if (!read.success) return { kind: 'bad', reason: 'not-an-update' };
  const { update_id: id, message, callback_query, my_chat_member } = read.data;
  if (message) return received(id, message.chat, message.from, readMessage(message));
  if (callback_query) return readPress(id, callback_query);
  if (my_chat_member) {
    const blocked = my_chat_member.chat.type === 'private' && my_chat_member.new_chat_member.status === 'kicked';
    return blocked ? received(id, my_chat_member.chat, my_chat_member.from, { kind: 'blocked' }) : IGNORE;
  }
  // Edits, and kinds that do not exist yet: refusing them would only bring them back for a day.
  return IGNORE;
};

const received = (
  id: number,
  chat: Chat,
  from: Person | undefined,
  content: Content | undefined,
  press?: string,
): Received | Unread => {
  if (content === undefined || from?.is_bot) return IGNORE;
  return {
    channel: 'telegram',
    delivery: `telegram:${id}`,
    address: String(chat.id),
    content: chat.type === 'private' ? content : { kind: 'group' },
    ...(from?.language_code ? { language: from.language_code } : {}),
    ...(press === undefined ? {} : { press }),
  };
};

const words = (text: string): string => clean(cut(text, CAPABILITIES.telegram.text));

const readMessage = (sent: Message): Content | undefined => {
  const text = sent.text ?? sent.caption;
  // In a chat a command may name the bot it is for: `/start@our_bot payload`.
  if (text !== undefined && text !== '') return { kind: 'text', text: words(text).replace(/^(\/\w+)@\w+/, '$1') };
  if (sent.location)
    return {
      kind: 'location',
      point: { kind: 'point', latitude: sent.location.latitude, longitude: sent.location.longitude },
    };
  return MEDIA.some((kind) => sent[kind] !== undefined) ? { kind: 'media' } : undefined;
};

const readPress = (id: number, { id: press, from, data, message }: Press): Received | Unread => {
  if (data === undefined) return IGNORE;
  const title = message?.reply_markup?.inline_keyboard.flat().find((button) => button.callback_data === data)?.text;
  const content: Content = { kind: 'pick', id: words(data), ...(title ? { title: words(title) } : {}) };
  // A private chat has the id of the person.
  return received(id, message?.chat ?? { id: from.id, type: 'private' }, from, content, press);
};
