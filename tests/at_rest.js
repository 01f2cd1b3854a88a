// What a page of Streamlit and its server say to each other, so that a test can tell when the page
// has come to rest. Runs before the page's own scripts, and changes nothing of what is said.
(() => {
  const ASKED = { run: 11, placesForFiles: 16 }; // fields of BackMsg, which the page sends
  const TOLD = { begun: 4, ended: 6, placesForFiles: 19, goElsewhere: 24 }; // of ForwardMsg
  const ENDED_FOR_ANOTHER = 2; // FINISHED_EARLY_FOR_RERUN: the next run follows at once
  const HELD = 120; // milliseconds within which a click or a key has led to what it leads to
  const IN_DOUBT = 1000; // where fewer runs began than were asked for: one may be yet to come

  const nothingYet = { asked: 0, begun: 0, answered: false, ended: false, sending: 0 };
  const heard = { ...nothingYet, line: null, leaving: false, moved: 0, wait: null };

  // The outermost fields of a message: [number, value, where it is an integer].
  function* fields(bytes) {
    let at = 0;
    const integer = () => {
      let value = 0;
      for (let place = 1; ; place *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * place;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const key = integer();
      const kind = key & 7;
      yield [Math.floor(key / 8), kind === 0 ? integer() : null];
      if (kind === 2) at = integer() + at;
      if (kind === 1 || kind === 5) at += kind === 1 ? 8 : 4;
    }
  }

  function told(number, value) {
    if (number === TOLD.begun) {
      heard.begun += 1;
      heard.answered = true;
      heard.ended = false;
    }
    if (number === TOLD.ended) heard.ended = value !== ENDED_FOR_ANOTHER;
    if (number === TOLD.placesForFiles) heard.sending -= 1;
    if (number === TOLD.goElsewhere) heard.leaving = true;
  }

  function asked(number) {
    if (number === ASKED.run) {
      heard.asked += 1;
      heard.answered = false;
    }
    if (number === ASKED.placesForFiles) heard.sending += 1;
  }

  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      Object.assign(heard, nothingYet, { line: this });
      this.addEventListener("message", ({ data }) => {
        if (heard.line !== this || !(data instanceof ArrayBuffer)) return;
        heard.moved = performance.now();
        for (const [number, value] of fields(new Uint8Array(data))) told(number, value);
      });
    }
    send(data) {
      heard.moved = performance.now();
      for (const [number] of fields(data)) asked(number);
      super.send(data);
    }
  };

  const send = XMLHttpRequest.prototype.send; // as files are sent
  XMLHttpRequest.prototype.send = function (...all) {
    heard.sending += 1;
    this.addEventListener("loadend", () => {
      heard.sending -= 1;
      heard.moved = performance.now();
    });
    return send.apply(this, all);
  };

  const DRAWN = "[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]";
  function waitsFor() {
    if (heard.leaving) return "another page";
    if (heard.line?.readyState !== WebSocket.OPEN) return "a connection";
    if (!heard.answered) return "a run to begin";
    if (!heard.ended) return "a run to end";
    if (heard.sending) return "files to be sent";
    if (!document.querySelector(`[data-testid=stApp]${DRAWN}`)) return "the page to be drawn";
    if (document.querySelector("[data-testid=stSkeleton], [data-stale=true]")) return "new parts";
    return "";
  }

  // Whether nothing has moved for long enough, counted from the beginning of this wait.
  window.atRest = (wait) => {
    const now = performance.now();
    if (heard.wait !== wait) Object.assign(heard, { wait, moved: now });
    window.waitsFor = waitsFor();
    if (window.waitsFor) heard.moved = now;
    if (now - heard.moved < (heard.asked > heard.begun ? IN_DOUBT : HELD)) return false;
    Object.assign(heard, { asked: 0, begun: 0 });
    return true;
  };
})();
