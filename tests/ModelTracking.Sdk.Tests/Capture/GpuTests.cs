using ModelTracking.Capture;
using ModelTracking.Capture.Machine;

namespace ModelTracking.Tests.Capture;

/// <summary>Whatever stands for nvidia-smi is understood, and within its time limit.</summary>
public sealed class GpuTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CaptureOptions Stub(string script)
    {
        var windows = OperatingSystem.IsWindows();
        var file = _folder[windows ? "smi.cmd" : "smi"];
        File.WriteAllText(file, windows ? "@echo off\r\n" + script : "#!/bin/sh\n" + script);
        if (!windows)
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new CaptureOptions { NvidiaSmi = file, GpuTimeout = TimeSpan.FromSeconds(20) };
    }

    [Fact]
    public void Eight_cards_are_told_with_what_each_one_tells()
    {
        var lines = string.Concat(Enumerable.Range(0, 8).Select(i => $"echo \"{i}, NVIDIA A100-SXM4-80GB, 550.54, 81920, {i * 1000}, {i * 10}, {(i == 3 ? "[N/A]" : "61.5")}, 400.00, 33\"\n"));
        var answer = new NvidiaSmi(Stub(lines.Replace("\"", OperatingSystem.IsWindows() ? "" : "\"", StringComparison.Ordinal))).Ask();
        Assert.Null(answer.Problem);
        Assert.Equal(8, answer.Gpus.Count);
        Assert.Equal(("NVIDIA A100-SXM4-80GB", 81920.0, 7000.0, 70.0, 61.5), (answer.Gpus[7].Name, answer.Gpus[7].MemoryMiB, answer.Gpus[7].UsedMiB, answer.Gpus[7].UtilizationPercent, answer.Gpus[7].PowerWatts));
        Assert.Null(answer.Gpus[3].PowerWatts);
    }

    [Fact]
    public void A_tool_that_hangs_is_stopped_and_not_asked_again()
    {
        var options = Stub($"echo x >> '{_folder["asked"]}'\nsleep 1000\n");
        options.GpuTimeout = TimeSpan.FromMilliseconds(300);
        var smi = new NvidiaSmi(options);
        Assert.Contains("did not answer within 0.3 s", smi.Ask().Problem, StringComparison.Ordinal);
        Assert.Same(smi.Ask(), smi.Ask());
        Assert.InRange(File.Exists(_folder["asked"]) ? File.ReadAllLines(_folder["asked"]).Length : 0, 0, 1);
    }

    [Theory]
    [InlineData("echo '<html>not csv</html>'", "could not be understood")]
    [InlineData("echo ''", "found no GPU")]
    [InlineData("echo 'NVIDIA-SMI has failed because it could not talk to the driver'; exit 9", "NVIDIA-SMI has failed")]
    [InlineData("head -c 3000000 /dev/zero", "did not answer")]
    public void Garbage_is_said_to_be_garbage(string script, string said)
    {
        var answer = new NvidiaSmi(Stub(script + "\n")).Ask();
        Assert.Empty(answer.Gpus);
        Assert.Contains(said, answer.Problem, StringComparison.Ordinal);
    }

    private void AmdCard(int number, string vendor, params (string File, string Text)[] files)
    {
        foreach (var (file, text) in ((string File, string Text)[])[.. files, ("vendor", vendor)])
        {
            var path = _folder[$"sys/class/drm/card{number}/device/{file}"];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text + "\n");
        }
    }

    [Fact]
    public void Cards_of_AMD_are_read_from_what_the_Linux_driver_says_and_numbered_after_those_of_NVIDIA()
    {
        AmdCard(1, "0x1002", ("product_name", "AMD Instinct MI300X"), ("mem_info_vram_total", "206141652992"), ("mem_info_vram_used", "104857600"), ("gpu_busy_percent", "93"), ("hwmon/hwmon3/power1_average", "310000000"), ("hwmon/hwmon3/power1_cap", "750000000"), ("hwmon/hwmon3/temp1_input", "51000"));
        AmdCard(10, "0x1002", ("device", "0x744c"), ("gpu_busy_percent", "broken"));
        AmdCard(2, "0x8086", ("gpu_busy_percent", "5"));
        Directory.CreateDirectory(_folder["sys/class/drm/card1-DP-1"]);
        var answer = new GpuSource(new NvidiaSmi(Stub("echo \"3, NVIDIA L4, 550.54, 23034, 1, 2, 3, 72, 33\"\n")), new AmdCards(_folder.Path)).Ask();
        Assert.Null(answer.Problem);
        Assert.Equal([(3, "NVIDIA L4"), (4, "AMD Instinct MI300X"), (5, "AMD GPU 0x744c")], answer.Gpus.Select(g => (g.Index, g.Name)));
        var card = answer.Gpus[1];
        Assert.Equal((196592.0, 100.0, 93.0, 310.0, 750.0, 51.0), (card.MemoryMiB, card.UsedMiB, card.UtilizationPercent, card.PowerWatts, card.PowerLimitWatts, card.Celsius));
        Assert.Equal((null, null), (answer.Gpus[2].UtilizationPercent, answer.Gpus[2].MemoryMiB));
    }

    [Fact]
    public void Where_no_card_is_found_it_is_said_of_which_makers_nothing_is_known()
    {
        var source = new GpuSource(new NvidiaSmi(new CaptureOptions { NvidiaSmi = "no-such-tool" }), new AmdCards(_folder.Path));
        Assert.Contains(OperatingSystem.IsLinux() ? "No AMD GPU is visible" : "Nothing is known", source.Ask().Problem, StringComparison.Ordinal);
        AmdCard(0, "0x1002", ("device", "0x744c"));
        Assert.Null(source.Ask().Problem);
    }

    private static GpuSource WithoutTheTool(Func<string, nint>? library, string root) =>
        new(new NvidiaSmi(new CaptureOptions { NvidiaSmi = "no-such-tool" }), new AmdCards(root), new Nvml(() => library));

    [Fact]
    public void Without_the_tool_cards_of_NVIDIA_are_read_from_the_drivers_library()
    {
        var source = WithoutTheTool(FakeNvml.Export, _folder.Path);
        var answer = source.Ask();
        Assert.Null(answer.Problem);
        var card = answer.Gpus[0];
        Assert.Equal((0, "NVIDIA H100 80GB HBM3", "550.54.15", 81920.0, 1024.0), (card.Index, card.Name, card.Driver, card.MemoryMiB, card.UsedMiB));
        Assert.Equal((93.0, 310.5, null, 51.0), (card.UtilizationPercent, card.PowerWatts, card.PowerLimitWatts, card.Celsius));
        Assert.Equal((1, "NVIDIA L4", null, null), (answer.Gpus[1].Index, answer.Gpus[1].Name, answer.Gpus[1].UtilizationPercent, answer.Gpus[1].PowerWatts));
        Assert.Equal("12.4", source.AskCuda());
    }

    [Fact]
    public void A_library_that_is_not_there_or_does_not_work_is_the_same_as_no_card()
    {
        foreach (var library in (Func<string, nint>?[])[null, FakeNvml.Broken, _ => 0])
        {
            var source = WithoutTheTool(library, _folder.Path);
            Assert.Empty(source.Ask().Gpus);
            Assert.Contains("neither nvidia-smi on the PATH nor the driver's library", source.Ask().Problem, StringComparison.Ordinal);
            Assert.Null(source.AskCuda());
        }
    }

    [Fact]
    public void The_tool_comes_first_where_both_are_there()
    {
        var source = new GpuSource(new NvidiaSmi(Stub("echo \"3, NVIDIA L4, 550.54, 23034, 1, 2, 3, 72, 33\"\n")), new AmdCards(_folder.Path), new Nvml(() => FakeNvml.Export));
        Assert.Equal([3], source.Ask().Gpus.Select(g => g.Index));
    }

    [Fact]
    public void Without_the_tool_it_is_said_that_no_card_is_visible() =>
        Assert.Contains("No NVIDIA GPU is visible", new NvidiaSmi(new CaptureOptions { NvidiaSmi = "no-such-tool" }).Ask().Problem, StringComparison.Ordinal);
}
