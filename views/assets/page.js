// What the other scripts share: saying something to the reader, the clipboard, and what is kept in this browser.
(() => {
  const SAID_FOR_MS = 4000;

  // A live region has to be there before anything is said in it.
  const region = document.createElement('p');
  region.className = 'said';
  region.setAttribute('role', 'status');
  document.body.append(region);
  let timer;

  const say = (text) => {
    region.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => {
      region.textContent = '';
    }, SAID_FOR_MS);
  };

  // Pages served without TLS under a name other than localhost have no clipboard object; the old command still works there.
  const copyByCommand = ({ text, html }) => {
    const fill = (event) => {
      event.preventDefault();
      event.clipboardData.setData('text/plain', text);
      if (html) event.clipboardData.setData('text/html', html);
    };
    document.addEventListener('copy', fill, { once: true });
    const done = document.execCommand('copy');
    document.removeEventListener('copy', fill);
    return done;
  };

  const copyByObject = async ({ text, html }) => {
    if (!html || !window.ClipboardItem) return navigator.clipboard.writeText(text);
    const blob = (type, content) => new Blob([content], { type });
    const item = { 'text/plain': blob('text/plain', text), 'text/html': blob('text/html', html) };
    return navigator.clipboard.write([new ClipboardItem(item)]);
  };

  /** Puts a text on the clipboard, with its rich form where there is one, and says so. */
  const copy = async (content, said) => {
    try {
      await copyByObject(content);
      say(said);
    } catch {
      say(copyByCommand(content) ? said : '浏览器不许写剪贴板，请选中文字后复制');
    }
  };

  const escapeHtml = (text) => text.replace(/[&<>"]/g, (unit) => `&#${unit.charCodeAt(0)};`);

  // Reading or writing throws where the reader has forbidden storage: then nothing is kept, and everything else works.
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const store = (key, value) => {
    try {
      localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  };

  const button = (text, onClick) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', onClick);
    return made;
  };

  /** Adds buttons to the menu of a clause, above its links and above those that are there. */
  const addDeeds = (menu, buttons) => {
    const deeds = menu.querySelector('.deeds') ?? document.createElement('ul');
    if (!deeds.isConnected) menu.querySelector('.links').before(deeds);
    deeds.className = 'deeds';
    const items = buttons.map((made) => {
      const item = document.createElement('li');
      made.addEventListener('click', () => menu.hidePopover());
      item.append(made);
      return item;
    });
    deeds.prepend(...items);
  };

  window.page = Object.freeze({ say, copy, escapeHtml, stored, store, button, addDeeds });
})();
