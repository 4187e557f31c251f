import{a}from"./part-MK7H7HLB.js";import"./part-QQIPGWNL.js";import"./part-3D353XMP.js";import"./part-VZR4P2GO.js";export{a as ImportanceView};
