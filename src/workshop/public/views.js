const VIEWS = ['talk', 'map', 'board', 'diff'];

/** The parts of the page, by what stands after `#`: a view, and what is to be looked at in it (`#map/flow/step`). */
export const createViews = (page, shown) => {
  const links = [...page.querySelectorAll('nav a')];
  const show = () => {
    const [view, ...rest] = location.hash.slice(1).split('/').map(decodeURIComponent);
    const known = VIEWS.includes(view) ? view : 'talk';
    page.body.dataset.view = known;
    for (const link of links) {
      if (link.hash === `#${known}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    shown(known, rest);
  };
  addEventListener('hashchange', show);
  return { show };
};
