using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Digits;

/// <summary>
/// Lets TorchSharp 0.107 load where the C++ runtime is older than GCC 13 (Debian 12, Ubuntu 22.04, RHEL 9), and does nothing
/// where it loads. For this example and the tests alone: a program of your own belongs on a newer system.
/// </summary>
/// <remarks>
/// libLibTorchSharp.so asks for exactly one symbol of GLIBCXX_3.4.32, <c>std::ios_base_library_init()</c>. What that does was
/// done before by the constructor <c>std::ios_base::Init::Init()</c>, which every libstdc++ has and which does not look at its
/// argument. So the copy in the output folder, never the package, is made to ask for that: the version's hash and name, and
/// the symbol's name, each replaced by bytes of the same length.
/// </remarks>
internal static class LoadLibTorch
{
    private const uint NewVersionHash = 0x0297f842;
    private const uint OldVersionHash = 0x08922974;

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "It must run before anything touches TorchSharp.")]
    internal static void Cure()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return;
        }

        foreach (var folder in new[] { "", "runtimes/linux-x64/native" })
        {
            var file = Path.Combine(AppContext.BaseDirectory, folder, "libLibTorchSharp.so");
            if (File.Exists(file))
            {
                _ = NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, folder, "libtorch_cpu.so"), out _);
                if (!NativeLibrary.TryLoad(file, out _))
                {
                    Patch(file);
                }
            }
        }
    }

    private static void Patch(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (ReplaceHash(bytes) && Replace(bytes, "GLIBCXX_3.4.32", "GLIBCXX_3.4") && Replace(bytes, "_ZSt21ios_base_library_initv", "_ZNSt8ios_base4InitC1Ev"))
        {
            // Beside and over: another process may be reading the old one.
            var patched = $"{file}.{Environment.ProcessId}";
            File.WriteAllBytes(patched, bytes);
            File.Move(patched, file, overwrite: true);
        }
    }

    // An entry of the version table: the hash, then flags of zero.
    private static bool ReplaceHash(byte[] bytes)
    {
        Span<byte> wanted = stackalloc byte[6];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, NewVersionHash);
        var at = bytes.AsSpan().IndexOf(wanted);
        if (at >= 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), OldVersionHash);
        }

        return at >= 0;
    }

    private static bool Replace(byte[] bytes, string what, string with)
    {
        var wanted = Encoding.ASCII.GetBytes(what + "\0");
        var at = bytes.AsSpan().IndexOf(wanted);
        if (at >= 0)
        {
            bytes.AsSpan(at, wanted.Length).Clear();
            Encoding.ASCII.GetBytes(with).CopyTo(bytes, at);
        }

        return at >= 0;
    }
}
