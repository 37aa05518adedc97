// Steps on from our own origin, once; back here (it is a file, or the browser hides where it comes from) a person has to.
"use strict";
(() => {
  const here = location.href.split("#")[0];
  if (document.referrer === here) return;
  document.documentElement.hidden = true; // nobody need read this page who only passes it
  setTimeout(() => (document.documentElement.hidden = false), 3000);
  if (location.hash) location.reload();
  else location.replace(here);
})();
