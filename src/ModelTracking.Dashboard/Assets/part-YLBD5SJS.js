import{a as s}from"./part-ZJSUZVGI.js";function h({text:p}){let a=p.split(`
`),e=5e3;return s("pre",{class:"patch",tabIndex:0,children:[a.slice(0,e).map((t,r)=>s("span",{class:t.startsWith("+++")||t.startsWith("---")||t.startsWith("diff ")?"file":t.startsWith("@@")?"place":t.startsWith("+")?"added":t.startsWith("-")?"removed":"",children:`${t}
`},r)),a.length>e&&s("span",{class:"place",children:`\u2026 ${a.length-e} more lines; download the patch to see them`})]})}export{h as a};
