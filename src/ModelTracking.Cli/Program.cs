using ModelTracking.Cli;

using var stop = new StopSignal();
using var terminal = Terminal.OfProcess();
return await Tool.RunAsync(args, terminal, stop.Token);
