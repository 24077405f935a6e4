// From place to place of the question, across chapters. Esc takes the marks away.
(() => {
  const bar = document.querySelector('.found');
  if (!bar) return;
  const at = bar.querySelector('[data-at]');
  const total = bar.querySelector('[data-total]').textContent;
  const marks = [...document.querySelectorAll('mark[data-place]')];
  // A place that a note divides has several marks.
  const places = [...new Set(marks.map(({ dataset }) => dataset.place))];
  const ENTERED_FROM = 'entered-from';
  let current = -1;

  const firstMark = (index) => marks.find(({ dataset }) => dataset.place === places[index]);
  const clauseOf = (index) => firstMark(index).closest('.clause');

  // Links lead to the first place of another clause; these know every place.
  const stepper = bar.querySelector('.stepper');
  const stepButton = (sign, words, direction) => {
    const button = page.button(sign, () => step(direction));
    button.title = words;
    button.setAttribute('aria-label', words);
    return button;
  };
  const back = stepButton('‹', '前一处（N）', -1);
  const on = stepButton('›', '后一处（n）', 1);
  const showEnds = () => {
    const ends = [
      [back, current === 0 && !bar.dataset.before],
      [on, current === places.length - 1 && !bar.dataset.after],
    ];
    for (const [button, isEnd] of ends) {
      if (isEnd) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    }
  };

  const stand = (index) => {
    current = index;
    showEnds();
    for (const mark of marks) mark.classList.toggle('here', mark.dataset.place === places[index]);
    at.textContent = `第 ${places[index]} / ${total} 处`;
  };

  const isInSight = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= bar.getBoundingClientRect().bottom && bottom <= innerHeight;
  };

  const goTo = (index) => {
    stand(index);
    // The address names the clause, so it can be shared as it stands; replaced, so that Back leads to the results.
    location.replace(`#${clauseOf(index).id}`);
    if (!isInSight(firstMark(index))) firstMark(index).scrollIntoView({ block: 'center' });
  };

  // Where none is current: the first one below the bar, or the last one above it.
  const nearest = (direction) => {
    const line = bar.getBoundingClientRect().bottom;
    const isBelow = (_place, index) => firstMark(index).getBoundingClientRect().top >= line;
    const below = places.findIndex(isBelow);
    if (direction > 0) return below < 0 ? places.length : below;
    return (below < 0 ? places.length : below) - 1;
  };

  const step = (direction) => {
    const index = current < 0 ? nearest(direction) : current + direction;
    if (index >= 0 && index < places.length) return goTo(index);
    const url = direction > 0 ? bar.dataset.after : bar.dataset.before;
    if (!url) return page.say(direction > 0 ? '后面没有了' : '前面没有了');
    page.store(ENTERED_FROM, direction > 0 ? 'before' : 'after');
    location.replace(url);
  };

  const clear = () => {
    const cleanUrl = bar.querySelector('[data-clear]').href;
    const hadFocus = bar.contains(document.activeElement);
    for (const mark of document.querySelectorAll('article mark')) mark.replaceWith(...mark.childNodes);
    for (const extra of document.querySelectorAll('.contents .count, .found')) extra.remove();
    for (const link of document.querySelectorAll('.page a[href*="q="]')) {
      const url = new URL(link.href);
      url.searchParams.delete('q');
      link.href = url.pathname + url.search + url.hash;
    }
    history.replaceState(history.state, '', cleanUrl + location.hash);
    page.say('标记已清除');
    if (hadFocus) document.querySelector('article h1').focus({ preventScroll: true });
  };

  document.addEventListener('places:step', ({ detail }) => step(detail));
  document.addEventListener('places:clear', () => bar.isConnected && clear());
  for (const link of stepper.querySelectorAll('[rel]')) link.remove();
  if (total !== '0') stepper.prepend(back, on);
  bar.querySelector('[data-clear]').addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    clear();
  });

  const arrive = () => {
    // Whoever comes from a later page stepped back, and stands on the clause's last place.
    const isBack = page.stored(ENTERED_FROM) === 'after';
    page.store(ENTERED_FROM, '');
    const own = places.findIndex((_place, index) => `#${clauseOf(index).id}` === location.hash);
    if (own < 0) return;
    stand(isBack ? places.findLastIndex((_place, index) => clauseOf(index) === clauseOf(own)) : own);
    // A page that is gone back to stands where it was left.
    const [{ type } = {}] = performance.getEntriesByType('navigation');
    if (type !== 'back_forward' && !isInSight(firstMark(current))) firstMark(current).scrollIntoView({ block: 'center' });
  };
  arrive();
})();
