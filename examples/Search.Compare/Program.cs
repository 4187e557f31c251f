// Trains three models with several seeds, then asks, compares, groups and exports what was tracked.
using System.Globalization;
using Microsoft.ML;
using ModelTracking;
using ModelTracking.Analysis.Grouping;
using ModelTracking.Analysis.Reports;
using ModelTracking.Export;
using ModelTracking.Reading.Comparing;
using ModelTracking.Reading.Filters;
using ModelTracking.Reading.Matching;
using ModelTracking.Records;
using Search.Compare;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var client = TrackingClient.Open(args.Length > 0 ? args[0] : null);
var file = Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv");
await Trainings.RunAsync(client, file, seeds: 5);

// Ask: as text, as a lambda, or with the builder. All three are the same query.
var good = await client.Runs.Where("metrics.accuracy > 0.9 AND params.model IN ('sdca', 'fasttree') ORDER BY metrics.auc DESC").ToListAsync();
var same = await client.Runs.Where(r => r.Metric("accuracy").Last > 0.9 && new[] { "sdca", "fasttree" }.Contains(r.Param<string>("model"))).OrderByDescending(r => r.Metric("auc").Last).ToListAsync();
var again = await client.Runs.Where(Field.Metric("accuracy") > 0.9 & Field.Param("model").In("sdca", "fasttree")).OrderBy("metrics.auc DESC").ToListAsync();
Console.WriteLine($"{good.Count} good runs ({same.Count}, {again.Count}); the best is {good[0].Name}");

// Compare: what differs between the best run of each model, measured against the first.
var best = new List<RunId>();
foreach (var model in new[] { "sdca", "fasttree", "lbfgs" })
{
    best.Add((await client.Runs.Where(Field.Param("model").Is(model)).OrderBy("metrics.auc DESC").FirstOrDefaultAsync())!.Id);
}

var comparison = await RunComparison.CompareAsync(client.Reader, best);
var gate = RunGate.Parse("metrics.auc < baseline - 0.05");
var results = new List<GateResult>();
foreach (var run in comparison.Runs.Skip(1))
{
    results.Add(await gate.CheckAsync(client.Reader, run, comparison.Baseline));
}

await using (var html = File.Create("report.html"))
{
    await HtmlReport.WriteAsync(html, client.Reader, comparison, results);
}

await File.WriteAllTextAsync("report.md", MarkdownReport.Write(comparison, results));
Console.WriteLine($"{comparison.Sections.Sum(s => s.Differences.Count())} differences: report.html, report.md");

// Group: mean over seeds with its confidence interval, and whether the difference can be chance.
var table = await GroupTable.GroupAsync(client.Runs, "params.model", new GroupOptions { Values = "metrics.accuracy, metrics.auc", Baseline = "sdca" });
foreach (var group in table.Groups)
{
    var accuracy = group.Samples[0];
    var p = group.Contrasts is { } contrasts ? $"  p = {contrasts[0].AdjustedPValue:0.###}, g = {contrasts[0].EffectSize:0.##}" : "";
    Console.WriteLine($"{group.Name,-10} n = {accuracy.Count}  accuracy {accuracy.Mean:0.0000} [{accuracy.Low:0.0000}, {accuracy.High:0.0000}]{p}");
}

// Export: a row for each run, typed columns.
await using (var parquet = File.Create("runs.parquet"))
{
    await RunExport.WriteAsync(client.Runs.Where("experiment = 'breast-cancer'"), TableFormat.Parquet, parquet);
}

// Has this been tried?
var tried = await client.FindTriedAsync(new RunSignature { Params = new Dictionary<string, ParamValue> { ["model"] = ParamValue.Of("sdca"), ["seed"] = ParamValue.Of(3) } });
Console.WriteLine(tried.Count > 0 ? $"Tried before: {tried[0].Run.Name}" : "Not tried yet");

// Learn from the runs themselves.
var data = client.Runs.ToDataView("params.model AS model, params.seed AS seed, metrics.auc AS Label");
Console.WriteLine($"{data.GetRowCount()} runs as ML.NET data: {string.Join(", ", data.Schema.Select(c => $"{c.Name} ({c.Type})"))}");
