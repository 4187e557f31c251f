import{d as r}from"./part-QN7ZT4JY.js";var o=(t,a)=>r("data",t?{digest:t}:{dataset:a});export{o as a};
