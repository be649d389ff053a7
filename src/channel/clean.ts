/** What no channel carries: control characters but tab and line feed, halves of surrogate pairs, and the two non-characters XML refuses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAID = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu;

/** The text without what providers refuse (Twilio's XML builder throws on it), lines ended by LF alone. */
export const clean = (text: string): string => text.replace(/\r\n?|\x85/g, '\n').replace(UNSAID, '');

/** The first `limit` UTF-16 units, never half a surrogate pair. */
export const cut = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
};
