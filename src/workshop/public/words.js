/** What the page itself says. A language without words of its own is shown with the Spanish ones. */
const WORDS = {
  es: {
    skip: 'Ir a escribir',
    title: 'Simulador',
    about:
      'Escribe como lo haría una persona: es la misma respuesta que recibiría. Aquí nadie es real y nada se guarda.',
    channel: 'Canal',
    language: 'Idioma',
    day: 'Día',
    restart: 'Empezar de nuevo',
    talk: 'Conversación',
    empty: 'Todavía no hay mensajes. Escribe algo o empieza con',
    greeting: 'hola',
    message: 'Mensaje',
    placeholder: 'Escribe un mensaje',
    send: 'Mandar',
    latitude: 'Latitud',
    longitude: 'Longitud',
    sendPlace: 'Mandar ubicación',
    you: 'Tú',
    bot: 'Ventanilla',
    silence: 'Sin respuesta: esta persona pidió que no le escriban.',
    segments: (n) => (n === 1 ? '1 segmento' : `${n} segmentos`),
    facts: 'Datos',
    sources: 'Fuentes',
    options: 'Opciones',
    from: 'De dónde sale',
    refused: (message) => `No se pudo mandar: ${message}`,
    offline: 'No hay respuesta del servidor. Revisa que siga encendido y manda otra vez.',
    broken: 'Algo falló en esta página. Vuelve a cargarla.',
    closed: 'La sesión se cerró. Vuelve a cargar la página.',
  },
  en: {
    skip: 'Skip to writing',
    title: 'Simulator',
    about: 'Write as a person would: this is the very answer they would get. Nobody here is real and nothing is kept.',
    channel: 'Channel',
    language: 'Language',
    day: 'Date',
    restart: 'Start over',
    talk: 'Conversation',
    empty: 'No messages yet. Write something, or begin with',
    greeting: 'hello',
    message: 'Message',
    placeholder: 'Write a message',
    send: 'Send',
    latitude: 'Latitude',
    longitude: 'Longitude',
    sendPlace: 'Send location',
    you: 'You',
    bot: 'Ventanilla',
    silence: 'No answer: this person asked not to be written to.',
    segments: (n) => (n === 1 ? '1 segment' : `${n} segments`),
    facts: 'Facts',
    sources: 'Sources',
    options: 'Options',
    from: 'Where it comes from',
    refused: (message) => `It could not be sent: ${message}`,
    offline: 'The server does not answer. See that it is running and send again.',
    broken: 'Something went wrong on this page. Load it again.',
    closed: 'The session has ended. Load the page again.',
  },
};

/** The code of the language in which the page speaks to someone who chose `language`. */
export const spokenIn = (language) => (Object.hasOwn(WORDS, language) ? language : 'es');

export const wordsIn = (language) => WORDS[spokenIn(language)];

/** Puts the words of a language wherever the page has a place for them. */
export const translate = (page, language) => {
  const words = wordsIn(language);
  page.documentElement.lang = spokenIn(language);
  page.title = `Ventanilla: ${words.title.toLowerCase()}`;
  for (const element of page.querySelectorAll('[data-word]')) element.textContent = words[element.dataset.word];
};
