/** What makes a written address look dead, each with how it is told. The net itself is never asked. */

/** They hide where they lead, and carriers filter messages that hold one. */
const SHORTENERS = ['bit.ly', 'tinyurl.com', 't.co', 'goo.gl', 'ow.ly', 'is.gd', 'cutt.ly'];
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Why an address of the web cannot be opened; undefined where nothing speaks against it. */
export const deadPage = (address: string): string | undefined => {
  if (/\s/.test(address)) return 'there is a space in it';
  if (/…|\.\.\./.test(address)) return 'it is cut off';
  if (!URL.canParse(address)) return 'it is no address of a page, such as https://host.org/page';
  const { protocol, hostname, username } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return `"${protocol}" is not opened by a browser`;
  if (!HOST.test(hostname) || username !== '') return `"${hostname}" is no host that others can reach`;
  if (SHORTENERS.includes(hostname)) return 'a short link may lead elsewhere tomorrow';
  return undefined;
};

const MAIL = /^[^\s@]+@([^\s@]+)$/;
const PHONE = /^\+?[\d(][\d ().-]+$/;

/** Why a value of this unit is no address that people can use. */
export const deadAddress = (unit: string, value: string): string | undefined => {
  if (unit === 'url') return deadPage(/^[a-z]+:/i.test(value) ? value : `https://${value}`);
  if (unit === 'email') return HOST.test(MAIL.exec(value)?.[1] ?? '') ? undefined : 'it is no address of mail';
  if (unit === 'phone') return PHONE.test(value) ? undefined : 'it is no number that can be dialled';
  return undefined;
};
