import { type Api, GrammyError } from 'grammy';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import { CAPABILITIES } from './capability.ts';
import type { Channel, HttpBody, Laid, Option, Receipt } from './channel.ts';

export { readTelegram } from './telegram-update.ts';

export interface TelegramSender {
  /** grammY's client, with a time-out of its own: its default is 500 seconds. */
  readonly api: Pick<Api, 'sendMessage'>;
}

/** Telegram: answered by a method in the response to the webhook; sent by grammY. */
export const createTelegram = ({ api }: TelegramSender): Channel => ({
  name: 'telegram',
  can: CAPABILITIES.telegram,
  inline: (laid, { address }) =>
    laid ? method('sendMessage', { chat_id: chatId(address), text: laid.text, ...looks(laid) }) : SILENCE,
  send: async (address, laid) => {
    try {
      const { message_id } = await api.sendMessage(chatId(address), laid.text, looks(laid));
      return { kind: 'sent', id: String(message_id) };
    } catch (cause) {
      return judge(cause);
    }
  },
});

/** Stops the spinner on a pressed button. Best effort: a press that is too old needs none; false on any other failure. */
export const acknowledge = async (api: Pick<Api, 'answerCallbackQuery'>, press: string): Promise<boolean> => {
  try {
    await api.answerCallbackQuery(press);
    return true;
  } catch (cause) {
    return cause instanceof GrammyError && cause.error_code === 400 && cause.description.includes('query is too old');
  }
};

const SILENCE: HttpBody = { status: 200, type: 'text/plain', body: '' };

const method = (name: string, payload: object): HttpBody => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify({ method: name, ...payload }),
});

const chatId = (address: string): number | string => {
  const id = Number(address);
  return Number.isSafeInteger(id) && String(id) === address ? id : address;
};

interface Looks {
  readonly link_preview_options: { readonly is_disabled: true };
  readonly reply_markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup;
}

/** Plain text without a parse mode: no address, price or date can break it. */
const looks = (laid: Laid): Looks => {
  const link_preview_options = { is_disabled: true } as const;
  if (laid.ask === 'location') return { link_preview_options, reply_markup: locationKeyboard(laid) };
  if (laid.buttons.length === 0) return { link_preview_options };
  const inline_keyboard = inRows(laid.buttons).map((row) =>
    row.map(({ id, label }) => ({ text: label, callback_data: id })),
  );
  return { link_preview_options, reply_markup: { inline_keyboard } };
};

/** Only a reply keyboard can ask for a location, and a message has one keyboard: the options come back as text. */
const locationKeyboard = ({ buttons, shareLocation }: Laid): ReplyKeyboardMarkup => ({
  keyboard: [
    [{ text: shareLocation || '📍', request_location: true }],
    ...inRows(buttons).map((row) => row.map(({ label }) => ({ text: label }))),
  ],
  resize_keyboard: true,
  one_time_keyboard: true,
});

/** Two short labels fit side by side on a small phone. */
const SHORT_LABEL = 14;

const inRows = (buttons: readonly Option[]): readonly (readonly Option[])[] => {
  const width = buttons.every(({ label }) => label.length <= SHORT_LABEL) ? 2 : 1;
  return buttons.flatMap((_, i) => (i % width === 0 ? [buttons.slice(i, i + width)] : []));
};

/** Reasons are codes only: what grammY throws carries the chat, the text or the token. */
const judge = (cause: unknown): Receipt => {
  if (!(cause instanceof GrammyError)) return { kind: 'ambiguous', reason: 'network' };
  const reason = String(cause.error_code);
  const { retry_after } = cause.parameters;
  if (cause.error_code === 429)
    return { kind: 'retry', reason, ...(retry_after === undefined ? {} : { afterSeconds: retry_after }) };
  return cause.error_code >= 500 ? { kind: 'ambiguous', reason } : { kind: 'refused', reason };
};
