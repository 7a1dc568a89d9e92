"use strict";
// Reading and answering a case: panes, marks, keys, and answers that are never lost.
(() => {
  const velg = (sti, rot = document) => rot.querySelector(sti);
  const alle = (sti, rot = document) => [...rot.querySelectorAll(sti)];
  const ruter = { dokument: velg("#rute-dokument"), tekst: velg("#rute-tekst"), funn: velg("#rute-funn") };
  const csrf = velg('meta[name="csrf"]').content;
  const status = (tekst) => { velg("#status").textContent = tekst; };

  // Each pane scrolls by itself; the page never moves under the reader.
  const rull = (rute, del) => {
    if (getComputedStyle(rute).overflowY !== "auto") { del.scrollIntoView({ block: "center" }); return; }
    rute.scrollTop += del.getBoundingClientRect().top - rute.getBoundingClientRect().top - rute.clientHeight / 3;
  };
  const pek = (nummer) => {
    for (const gammel of alle(".tekst .er-valgt, .side .er-valgt")) gammel.classList.remove("er-valgt");
    const steder = alle(`.tekst [data-merke~="${nummer}"]`);
    for (const sted of steder) sted.classList.add("er-valgt");
    if (steder[0]) rull(ruter.tekst, steder[0]);
    const bokser = alle(`.side [data-merke="${nummer}"]`);
    for (const boks of bokser) boks.classList.add("er-valgt");
    if (bokser[0]) rull(ruter.dokument, bokser[0]);
  };
  const funnene = () => alle("[data-funn]", ruter.funn).filter((f) => f.offsetParent !== null);
  const velgFunn = (funn) => {
    for (const gammel of alle("[data-funn].er-valgt")) gammel.classList.remove("er-valgt");
    funn.classList.add("er-valgt");
    funn.focus({ preventScroll: true });
    rull(ruter.funn, funn);
    const forste = funn.dataset.merker?.trim().split(" ")[0];
    if (forste) pek(forste);
  };
  const valgt = () => velg("[data-funn].er-valgt");
  const flytt = (steg) => {
    const liste = funnene();
    const neste = liste[Math.min(Math.max(liste.indexOf(valgt()) + steg, 0), liste.length - 1)];
    if (neste) velgFunn(neste);
  };

  document.addEventListener("click", (e) => {
    const til = e.target.closest("[data-til]");
    if (til) { e.preventDefault(); pek(til.dataset.til); return; }
    const merke = e.target.closest(".tekst .mnr");
    if (merke) {
      e.preventDefault();
      const funn = document.getElementById(decodeURIComponent(merke.hash.slice(1)))?.closest("[data-funn]");
      if (funn) { funn.closest("details:not([open])")?.setAttribute("open", ""); velgFunn(funn); }
      return;
    }
    const dokument = e.target.closest("[data-dokument]");
    if (dokument) { e.preventDefault(); const del = document.getElementById(`tekst-${dokument.dataset.dokument}`); rull(ruter.tekst, del); del.focus({ preventScroll: true }); return; }
    const funn = e.target.closest("[data-funn]");
    if (funn && !e.target.closest("a, button, input, label, select, textarea, summary")) velgFunn(funn);
  });

  // Panes: shown or hidden, wide or narrow, remembered.
  const skiller = [];
  const bredder = () => alle(".rute").filter((r) => !r.hidden);
  const husk = (felt) => fetch("/valg", { method: "POST", headers: { "x-csrf": csrf, "content-type": "application/json" }, body: JSON.stringify(felt) }).catch(() => {});
  const ordne = (deler) => {
    const rot = velg("[data-ruter]");
    const synlige = bredder();
    for (const [n, skille] of skiller.entries()) skille.hidden = alle(".rute")[n].hidden || alle(".rute").slice(n + 1).every((r) => r.hidden);
    rot.style.gridTemplateColumns = synlige.map((r) => `minmax(0, ${deler[r.dataset.navn] || 33}fr)`).join(" 6px ");
  };
  const deler = (() => { try { return JSON.parse(velg("[data-ruter]").dataset.bredder || "{}"); } catch { return {}; } })();
  const standard = { dokument: 24, tekst: 40, funn: 36, ...deler };
  for (const rute of alle(".rute").slice(0, -1)) {
    const skille = document.createElement("div");
    skille.className = "skille";
    skille.tabIndex = 0;
    skille.setAttribute("role", "separator");
    skille.setAttribute("aria-orientation", "vertical");
    skille.setAttribute("aria-label", rute.getAttribute("aria-label"));
    skille.setAttribute("aria-valuenow", "50");
    rute.after(skille);
    skiller.push(skille);
    const neste = () => bredder()[bredder().indexOf(rute) + 1];
    const endre = (px) => {
      const andre = neste();
      if (!andre) return;
      const sum = standard[rute.dataset.navn] + standard[andre.dataset.navn];
      const bredde = rute.clientWidth + andre.clientWidth;
      const ny = Math.min(Math.max(standard[rute.dataset.navn] + (px / bredde) * sum, sum * 0.15), sum * 0.85);
      standard[andre.dataset.navn] = sum - ny;
      standard[rute.dataset.navn] = ny;
      skille.setAttribute("aria-valuenow", String(Math.round((ny / sum) * 100)));
      ordne(standard);
    };
    skille.addEventListener("pointerdown", (e) => {
      skille.setPointerCapture(e.pointerId);
      let sist = e.clientX;
      skille.onpointermove = (f) => { endre(f.clientX - sist); sist = f.clientX; };
      skille.onpointerup = () => { skille.onpointermove = skille.onpointerup = null; lagre(); };
    });
    skille.addEventListener("keydown", (e) => {
      if (e.key === "ArrowLeft") endre(-40);
      if (e.key === "ArrowRight") endre(40);
      if (e.key.startsWith("Arrow")) lagre();
    });
  }
  const lagre = () => husk({ ruter: JSON.stringify({ ...standard, skjult: alle(".rute").filter((r) => r.hidden).map((r) => r.dataset.navn) }) });
  const vis = (navn, synlig) => {
    if (!synlig && bredder().length === 1) return;
    ruter[navn].hidden = !synlig;
    velg(`[data-rute="${navn}"]`).setAttribute("aria-pressed", String(synlig));
    ordne(standard);
  };
  for (const navn of deler.skjult || []) if (ruter[navn]) vis(navn, false);
  for (const knapp of alle("[data-rute]")) knapp.addEventListener("click", () => { vis(knapp.dataset.rute, ruter[knapp.dataset.rute].hidden); lagre(); });
  ordne(standard);

  // Answers: sent as soon as they are given; kept in the browser's session until the server has them.
  const kladd = `svar:${location.pathname}`;
  const venter = new Map(Object.entries(JSON.parse(sessionStorage.getItem(kladd) || "{}")));
  const skrivKladd = () => (venter.size ? sessionStorage.setItem(kladd, JSON.stringify(Object.fromEntries(venter))) : sessionStorage.removeItem(kladd));
  const les = (skjema) => Object.fromEntries([...new FormData(skjema)].filter(([navn]) => navn !== "csrf"));
  const si = (skjema, tekst, tilstand) => { velg("[data-beskjed]", skjema).textContent = tekst; skjema.dataset.tilstand = tilstand; visLagret(); };
  const ord = JSON.parse(velg("#ord").textContent);
  const visLagret = () => { velg("[data-lagret]").textContent = venter.size ? ord.venter.replace("#", venter.size) : ord.alt_lagret; };
  const send = async (skjema) => {
    const felt = les(skjema);
    const nokkel = skjema.dataset.svar;
    venter.set(nokkel, felt);
    skrivKladd();
    si(skjema, ord.lagrer, "lagrer");
    let svar;
    try {
      svar = await fetch(skjema.action, { method: "POST", headers: { "x-csrf": csrf, accept: "application/json", "content-type": "application/json" }, body: JSON.stringify(felt) });
    } catch {
      si(skjema, ord.uten_nett, "venter");
      return false;
    }
    if (svar.ok) {
      if (JSON.stringify(venter.get(nokkel)) === JSON.stringify(felt)) venter.delete(nokkel);
      skrivKladd();
      si(skjema, ord.lagret, "lagret");
      return true;
    }
    if (svar.status === 409) {
      const { typer } = await svar.json();
      si(skjema, ord.personopplysninger.replace("#", typer.join(", ")), "stanset");
      tilbyLikevel(skjema);
      return false;
    }
    si(skjema, svar.status === 401 ? ord.utlogget : ord.avvist, "venter");
    return false;
  };
  const tilbyLikevel = (skjema) => {
    if (velg("[data-likevel]", skjema)) return;
    const knapp = document.createElement("button");
    knapp.type = "button";
    knapp.dataset.likevel = "";
    knapp.className = "aksel-button aksel-button--xsmall";
    knapp.dataset.variant = "secondary";
    knapp.textContent = ord.likevel;
    knapp.addEventListener("click", () => {
      const felt = document.createElement("input");
      felt.type = "hidden";
      felt.name = "likevel";
      felt.value = "1";
      skjema.append(felt);
      knapp.remove();
      send(skjema).finally(() => felt.remove());
    });
    velg("[data-beskjed]", skjema).after(knapp);
  };
  const fyll = (skjema, felt) => {
    for (const [navn, verdi] of Object.entries(felt)) {
      for (const del of skjema.elements) {
        if (del.name !== navn || navn === "slag" || navn === "gjelder") continue;
        if (del.type === "radio") del.checked = del.value === verdi; else del.value = verdi;
      }
    }
  };
  const er_hel = (skjema) => {
    const felt = les(skjema);
    return Boolean(felt.verdi) && !(felt.slag === "flagg" && felt.verdi === "avvis" && !felt.grunn);
  };
  for (const skjema of alle("form.svar")) {
    let klokke;
    const sendSnart = (ms) => { clearTimeout(klokke); klokke = setTimeout(() => er_hel(skjema) && send(skjema), ms); };
    skjema.addEventListener("change", () => {
      const felt = les(skjema);
      const grunn = velg(".grunn", skjema);
      if (grunn) grunn.hidden = felt.verdi !== "avvis";
      sendSnart(50);
    });
    skjema.addEventListener("input", (e) => {
      if (e.target.tagName !== "TEXTAREA") return;
      venter.set(skjema.dataset.svar, les(skjema));
      skrivKladd();
      sendSnart(700);
    });
    skjema.addEventListener("submit", (e) => { e.preventDefault(); if (er_hel(skjema)) send(skjema); else si(skjema, ord.ufullstendig, "venter"); });
    const gammelt = venter.get(skjema.dataset.svar);
    if (gammelt) { fyll(skjema, gammelt); sendSnart(50); }
  }
  const prov = () => { for (const skjema of alle("form.svar")) if (venter.has(skjema.dataset.svar) && er_hel(skjema)) send(skjema); };
  addEventListener("online", prov);
  setInterval(() => { if (venter.size) prov(); }, 5000);
  addEventListener("beforeunload", (e) => { if (venter.size) e.preventDefault(); });
  visLagret();

  // A quote of one's own: select text in the middle while a grade's form is open.
  document.addEventListener("selectionchange", () => {
    const utvalg = getSelection();
    if (!utvalg.rangeCount || utvalg.isCollapsed) return;
    const rekke = utvalg.getRangeAt(0);
    const tekst = rekke.startContainer.parentElement?.closest(".tekst");
    if (!tekst || !tekst.contains(rekke.endContainer)) return;
    valgtSitat = [tekst.dataset.dok, plass(tekst, rekke.startContainer, rekke.startOffset), plass(tekst, rekke.endContainer, rekke.endOffset)];
  });
  let valgtSitat = null;
  // Offsets are code points of the document's own text: notes and numbers in the page do not count.
  const plass = (tekst, node, forskyvning) => {
    let sum = 0;
    const gaa = document.createTreeWalker(tekst, NodeFilter.SHOW_TEXT, { acceptNode: (n) => (n.parentElement.closest(".note, .mnr") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT) });
    for (let n = gaa.nextNode(); n; n = gaa.nextNode()) {
      if (n === node) return sum + [...n.data.slice(0, forskyvning)].length;
      if (n.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) break;
      sum += [...n.data].length;
    }
    return sum;
  };
  for (const linje of alle("[data-sitatvalg]")) {
    const knapp = document.createElement("button");
    knapp.type = "button";
    knapp.className = "aksel-button aksel-button--xsmall";
    knapp.dataset.variant = "secondary";
    knapp.textContent = ord.legg_ved;
    knapp.addEventListener("mousedown", (e) => e.preventDefault());
    knapp.addEventListener("click", () => {
      if (!valgtSitat || valgtSitat[1] >= valgtSitat[2]) { status(ord.marker_forst); return; }
      const skjema = linje.closest("form");
      const felt = velg('[name="sitat"]', skjema);
      felt.value = JSON.stringify([...JSON.parse(felt.value), valgtSitat]);
      linje.textContent = ord.sitat_lagt.replace("#", JSON.parse(felt.value).length);
      if (er_hel(skjema)) send(skjema);
    });
    linje.after(knapp);
  }

  // Search in every document of the case.
  const sok = velg("#felt-finn");
  let treff = [];
  let her = -1;
  const finn = () => {
    const ordet = sok.value.trim().toLocaleLowerCase("nb");
    treff = [];
    her = -1;
    if (ordet.length > 1) {
      for (const tekst of alle(".tekst")) {
        const gaa = document.createTreeWalker(tekst, NodeFilter.SHOW_TEXT);
        for (let n = gaa.nextNode(); n; n = gaa.nextNode()) {
          if (n.parentElement.closest(".note, .mnr")) continue;
          const liten = n.data.toLocaleLowerCase("nb");
          for (let i = liten.indexOf(ordet); i >= 0; i = liten.indexOf(ordet, i + ordet.length)) {
            const rekke = new Range();
            rekke.setStart(n, i);
            rekke.setEnd(n, i + ordet.length);
            treff.push(rekke);
          }
        }
      }
    }
    CSS.highlights?.set("sok", new Highlight(...treff));
    velg("[data-sokstreff]").textContent = ordet.length > 1 ? ord.treff.replace("#", treff.length) : "";
  };
  sok.addEventListener("input", finn);
  sok.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || !treff.length) return;
    e.preventDefault();
    her = (her + (e.shiftKey ? treff.length - 1 : 1)) % treff.length;
    rull(ruter.tekst, treff[her]);
    velg("[data-sokstreff]").textContent = ord.treff_av.replace("#", her + 1).replace("##", treff.length);
  });

  // Keys. They can be switched off (WCAG 2.1.4); typing swallows them.
  const hjelp = velg("#hjelp");
  velg("[data-hjelp]").addEventListener("click", () => hjelp.showModal());
  const svarMed = (verdi) => {
    const skjema = valgt() && velg('form.svar[data-svar^="flagg-"]', valgt());
    const radio = skjema && velg(`input[value="${verdi}"]`, skjema);
    if (!radio) return;
    radio.checked = true;
    radio.focus({ preventScroll: true });
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    if (verdi === "avvis") velg(".grunn select", skjema).focus();
  };
  let forrige = null;
  document.addEventListener("change", (e) => { const s = e.target.closest("form.svar"); if (s) forrige = s; });
  const angre = () => {
    if (!forrige) return;
    for (const del of forrige.elements) if (del.type === "radio") del.checked = false;
    const felt = { ...les(forrige), verdi: "" };
    fetch(forrige.action, { method: "POST", headers: { "x-csrf": csrf, accept: "application/json", "content-type": "application/json" }, body: JSON.stringify(felt) })
      .then(() => { si(forrige, ord.angret, "lagret"); status(ord.angret); });
  };
  const taster = {
    j: () => flytt(1), k: () => flytt(-1), b: () => svarMed("bekreft"), a: () => svarMed("avvis"), u: () => svarMed("usikker"), z: angre,
    "/": () => sok.focus(), "?": () => hjelp.showModal(),
    1: () => velg('[data-rute="dokument"]').click(), 2: () => velg('[data-rute="tekst"]').click(), 3: () => velg('[data-rute="funn"]').click(),
  };
  document.addEventListener("keydown", (e) => {
    if (document.body.dataset.hurtigtaster !== "ja" || hjelp.open || e.ctrlKey || e.metaKey || e.altKey) return;
    const radio = e.target.matches('input[type="radio"]');
    if (e.target.closest("textarea, select, input:not([type=radio])")) return;
    if (e.key === "Enter" && radio) { e.preventDefault(); e.target.form.requestSubmit(); flytt(1); return; }
    const knapp = velg(`button[data-tast="${CSS.escape(e.key)}"]`);
    if (knapp) { e.preventDefault(); knapp.click(); return; }
    const gjor = taster[e.key];
    if (gjor) { e.preventDefault(); gjor(); }
  });
})();
