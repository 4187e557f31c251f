using BenchmarkDotNet.Running;
using ModelTracking.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(HotPathBenchmarks).Assembly).Run(args);
