import{a}from"./part-J7YPW7CY.js";import"./part-QQIPGWNL.js";import"./part-OBDPCSNO.js";import"./part-VZR4P2GO.js";export{a as ImportanceView};
