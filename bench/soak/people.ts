import {
  telegramLocation,
  telegramPress,
  telegramText,
  twilioLocation,
  twilioText,
  twimlText,
} from '../../test/support/doors.ts';
import { type Chance, pick } from '../support/chance.ts';
import { type Posted, postForm, postUpdate } from '../support/requests.ts';

/** Someone who goes through scripts: reads what was offered, and answers it. */
export interface Talker {
  readonly next: () => Posted;
  /** Takes in the answer; false when it said nothing. */
  readonly heard: (body: string) => boolean;
}

/** What a person may do on any channel, and how it is posted. */
interface Ways {
  readonly text: (text: string) => Posted;
  /** The option of that place in the last message. */
  readonly choose: (at: number) => Posted;
  readonly locate: () => Posted;
  readonly read: (body: string) => { readonly text: string; readonly options: readonly string[] };
}

const TYPED = ['480', '2019', '3', '25', 'en 20 días', 'hace 5 días', '90011', 'Houston', 'Tijuana', '$1,950', '17.5'];
const SAID = ['fuente', 'más', 'atrás', 'ayuda', 'idioma', 'cuánto puedo llevar sin pagar', 'perdí mi pasaporte'];
const HOUSTON = { latitude: 29.76, longitude: -95.37 };

const byTwilio = (from: string): Ways => ({
  text: (text) => postForm(twilioText(from, text)),
  choose: (at) => postForm(twilioText(from, String(at + 1))),
  // SMS carries no position: a town is typed.
  locate: () => postForm(from.startsWith('whatsapp:') ? twilioLocation(from, HOUSTON) : twilioText(from, 'Houston')),
  read: (body) => {
    const text = twimlText(body);
    return { text, options: text.match(/^\d+\. /gm) ?? [] };
  },
});

interface Method {
  readonly text?: string;
  readonly reply_markup?: { readonly inline_keyboard?: readonly (readonly { readonly callback_data: string }[])[] };
}

const byTelegram = (id: number): Ways => {
  let ids: readonly string[] = [];
  return {
    text: (text) => postUpdate(telegramText(id, text)),
    choose: (at) => postUpdate(telegramPress(id, ids[at] ?? 'menu')),
    locate: () => postUpdate(telegramLocation(id, HOUSTON)),
    read: (body) => {
      const { text = '', reply_markup } = (body === '' ? {} : JSON.parse(body)) as Method;
      ids = reply_markup?.inline_keyboard?.flat().map(({ callback_data }) => callback_data) ?? [];
      return { text, options: ids };
    },
  };
};

const waysOf = (at: number): Ways => {
  const number = `+1500${String(at).padStart(7, '0')}`;
  return [byTwilio(number), byTwilio(`whatsapp:${number}`), byTelegram(1000 + at)][at % 3] as Ways;
};

/** The person of that number, a third of them on each channel. */
export const createTalker = (at: number, chance: Chance): Talker => {
  const ways = waysOf(at);
  let options: readonly string[] = [];
  return {
    next: () => {
      const way = chance();
      if (way < 0.003) return ways.text('borrar');
      if (way < 0.06) return ways.text('menú');
      if (way < 0.08) return ways.text(pick(chance, SAID));
      if (way < 0.1) return ways.locate();
      if (options.length > 0) return ways.choose(Math.floor(chance() * options.length));
      return ways.text(pick(chance, TYPED));
    },
    heard: (body) => {
      const said = ways.read(body);
      options = said.options;
      return said.text !== '';
    },
  };
};

/** Someone who asks one thing, again and again. */
export const createAsker = (question: string): Talker => {
  const ways = byTwilio('+15009999999');
  return { next: () => ways.text(question), heard: (body) => ways.read(body).text !== '' };
};
