// The table of contents in step with the text: the heading under which the reader is gets aria-current.
(() => {
  const nav = document.querySelector('.contents');
  // Beside the text it is never folded, whatever the style sheet can do: readers of the page by ear are told so too.
  if (nav && matchMedia('(min-width: 56rem)').matches) nav.querySelector('details').open = true;
  const links = [...(nav?.querySelectorAll('a[href*="#"]') ?? [])];
  const targetOf = (link) => (link.pathname === location.pathname ? document.getElementById(link.hash.slice(1)) : null);
  const places = links.map((link) => ({ link, target: targetOf(link) })).filter(({ target }) => target);
  if (places.length === 0) return;

  // A heading counts once it has passed the upper third: that is where eyes are.
  const PASSED = 1 / 3;
  let current;
  let asked = false;

  const keepInSight = (link) => {
    const [own, frame] = [link.getBoundingClientRect(), nav.getBoundingClientRect()];
    if (own.top < frame.top || own.bottom > frame.bottom) nav.scrollTop += own.top - frame.top - frame.height / 3;
  };

  const update = () => {
    asked = false;
    // The last headings never rise so high: over the last screen the line comes down to meet them.
    const below = document.documentElement.scrollHeight - innerHeight - scrollY;
    const line = Math.max(innerHeight * PASSED, innerHeight - below);
    const passed = places.findLast(({ target }) => target.getBoundingClientRect().top <= line)?.link;
    if (passed === current) return;
    current?.removeAttribute('aria-current');
    passed?.setAttribute('aria-current', 'location');
    current = passed;
    if (passed) keepInSight(passed);
  };

  const updateSoon = () => {
    if (!asked) requestAnimationFrame(update);
    asked = true;
  };
  addEventListener('scroll', updateSoon, { passive: true });
  addEventListener('resize', updateSoon);
  update();
})();

// The same text in another script opens at the paragraph that was being read, or at the one in the address.
document.addEventListener('click', ({ target }) => {
  const link = target.closest('.scripts[role="group"] a');
  if (!link) return;
  const read = [...document.querySelectorAll('.clause[id]')].find((clause) => clause.getBoundingClientRect().bottom > 0);
  link.hash = window.scrollY > 0 && read ? read.id : location.hash;
});
