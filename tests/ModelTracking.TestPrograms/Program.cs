using ModelTracking.TestPrograms;

// Programs that end badly, for tests that look at what is left on disk.
return args switch
{
    ["log-forever", var store, var id, var progress] => LogForever.Run(store, id, progress),
    ["commit-forever", var store, var progress] => CommitForever.Run(store, progress),
    ["push", var from, var to] => Push.Run(from, to),
    ["exit-without-dispose", var store, var id, var code] => Endings.ExitWithoutDispose(store, id, int.Parse(code)),
    ["throw-in-using", var store, var id] => Endings.ThrowInUsing(store, id),
    ["throw-in-await-using", var store, var id] => await Endings.ThrowInAwaitUsing(store, id),
    ["wait-for-signal", var store, var id] => Endings.WaitForSignal(store, id),
    ["survive-signal", var store, var id] => Endings.SurviveSignal(store, id),
    ["capture", var store, var id, .. var more] => Capturing.Run(store, id, more),
    ["rank", var store, var id, var rank, var points] => Endings.Rank(store, id, rank, int.Parse(points)),
    ["from-environment"] => Endings.FromEnvironment(),
    _ => 2,
};
