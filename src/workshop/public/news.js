import { make } from './make.js';

/** Hears from the server that the content has changed: `changed` is called for another release, mistakes are shown in their lines. */
export const hearNews = (page, { words, changed }) => {
  const [problems, list, title] = ['problems', 'problem-list', 'problems-title'].map((id) => page.getElementById(id));
  let release;
  const source = new EventSource('/workshop/news');
  source.addEventListener('message', ({ data }) => {
    const news = JSON.parse(data);
    problems.hidden = news.problems.length === 0;
    title.textContent = news.problems.length === 0 ? '' : words().problems;
    list.replaceChildren(...news.problems.map((text) => make('li', {}, text)));
    if (release !== undefined && release !== news.release) changed();
    release = news.release;
  });
};
