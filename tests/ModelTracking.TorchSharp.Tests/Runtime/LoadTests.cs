using ModelTracking.Runtime;

namespace ModelTracking.Tests.Runtime;

public sealed class LoadTests
{
    [Fact]
    public async Task Without_libtorch_one_message_names_the_package_to_add()
    {
        using var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(f => !Path.GetFileName(f).StartsWith("lib", StringComparison.Ordinal)))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        var name = Path.GetFileNameWithoutExtension(Child.OwnAssembly);
        File.Copy(Path.Combine(AppContext.BaseDirectory, $"{name}.runtimeconfig.json"), folder[$"{name}.runtimeconfig.json"]);

        // Else TorchSharp finds the package that the tests themselves were built with, and copies it.
        using var child = new Child(folder[$"{name}.dll"], new Dictionary<string, string> { ["NUGET_PACKAGES"] = folder["packages"] }, "load");
        var (code, output, _) = await child.EndAsync();
        Assert.Equal(3, code);
        Assert.Contains("libtorch was not found beside TorchSharp. Add a package", output, StringComparison.Ordinal);
        Assert.Contains("libtorch-cpu-linux-x64", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_libtorch_there_is_nothing_to_say()
    {
        TorchRuntime.EnsureLoaded();
        Assert.True(TorchRuntime.IsLoaded);
    }

    [Fact]
    public void An_old_system_is_told_which_distributions_are_new_enough()
    {
        var failure = new TypeInitializationException("TorchSharp.torch", new DllNotFoundException("/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)"));
        var said = NativeLoadFailure.Explain(failure, "linux-x64");
        Assert.Contains("GCC 13", said, StringComparison.Ordinal);
        Assert.Contains("Debian 13, Ubuntu 24.04", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_users_are_told_the_package_for_windows() =>
        Assert.Contains("\"TorchSharp-cpu\"", NativeLoadFailure.Explain(new DllNotFoundException("LibTorchSharp"), "win-x64"), StringComparison.Ordinal);
}
