import{a}from"./part-CAOW5TFP.js";import"./part-ZJSUZVGI.js";import"./part-2XISK4FO.js";export{a as MarkdownView};
