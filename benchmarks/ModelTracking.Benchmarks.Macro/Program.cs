using ModelTracking.Benchmarks.Macro;

// A program with a verb per question. Each figure is one JSON line {"name","value","unit","bar","ok"} on standard
// output; the exit code is 1 where a bar was missed. 'all' asks all of them.
return args switch
{
    ["hot", ..] => HotPath.Run(),
    ["drain", ..] => Drain.Run(),
    ["crash", .. var rest] => Crash.Run(rest.Length > 0 ? int.Parse(rest[0]) : 20),
    ["log-forever", var store, var id, var progress] => ModelTracking.TestPrograms.LogForever.Run(store, id, progress),
    ["ui", .. var rest] => await Ui.RunAsync(rest.Length > 0 ? int.Parse(rest[0]) : 10_000, rest.Length > 1 ? int.Parse(rest[1]) : 60),
    ["recover", ..] => Recover.Run(),
    ["list", .. var rest] => List.Run(rest.Length > 0 ? int.Parse(rest[0]) : 10_000),
    ["list-look", var folder] => List.Look(folder),
    ["search-fill", var runs, var folder] => Search.Fill(int.Parse(runs), folder),
    ["search", .. var rest] => Search.Run(rest.Length > 0 ? int.Parse(rest[0]) : 100_000, rest.Length > 1 ? rest[1] : null),
    ["overhead", ..] => Overhead.Run(),
    ["chart", ..] => Chart.Run(),
    ["mlnet"] => MLNetOverhead.Run(),
    ["mlnet", var seconds, .. var rest] => MLNetOverhead.Run(int.Parse(seconds), rest.Length > 0 ? rest[0] : null),
    ["torch", ..] => TorchOverhead.Run(),
    ["commit", .. var rest] => Commit.Run(rest.Length > 0 ? int.Parse(rest[0]) : 1024),
    ["history", .. var rest] => History.Run(rest.Length > 0 ? int.Parse(rest[0]) : 10_000),
    ["capture", ..] => Capture.Run(),
    ["first-calls"] => FirstCalls.Child(),
    ["sync"] => await Sync.RunAsync(null),
    ["sync", "--server", var uri] => await Sync.RunAsync(uri),
    ["all"] => All.Run(),
    _ => All.Usage(),
};
