const WHATSAPP = 'whatsapp:';

/** The id that WhatsApp gives a person within one business (`ENT`: within a group of them). Different people never share one. */
const BUSINESS_SCOPED = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
const NUMBER = /^\+[1-9]\d{5,14}$/;
/** Where a number is without its plus. */
const BARE_NUMBER = /^[1-9]\d{5,14}$/;

export const isBusinessScoped = (id: string): boolean => BUSINESS_SCOPED.test(id);

/** Fields that name the sender beside `From`: the number as WhatsApp has it, and what Twilio announced for business-scoped ids. */
const NAMING = ['WaId', 'ExternalUserId', 'ExternalUserIdentifier'] as const;

/**
 * The other addresses that one WhatsApp request gives for its sender, written as `From` would write them. Only numbers and
 * business-scoped ids count: taking two people for one shows one what the other answered, and taking one for two only begins anew.
 */
export const alsoKnownAs = (from: string, field: (name: string) => string | undefined): readonly string[] => {
  if (!from.startsWith(WHATSAPP)) return [];
  const others = NAMING.flatMap((name) => {
    const given = field(name) ?? '';
    const id = given.startsWith(WHATSAPP) ? given.slice(WHATSAPP.length) : given;
    if (isBusinessScoped(id) || NUMBER.test(id)) return [WHATSAPP + id];
    return name === 'WaId' && BARE_NUMBER.test(id) ? [`${WHATSAPP}+${id}`] : [];
  });
  return [...new Set(others)].filter((other) => other !== from);
};
