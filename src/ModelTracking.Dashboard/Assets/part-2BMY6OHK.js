import{d as r}from"./part-4OQEYBAH.js";var o=(t,a)=>r("data",t?{digest:t}:{dataset:a});export{o as a};
