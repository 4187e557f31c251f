import{b as a}from"./part-JHTDSJMH.js";import"./part-ZJSUZVGI.js";import"./part-2XISK4FO.js";export{a as MarkdownView};
