namespace ModelTracking.Tests;

/// <summary>What this assembly does when a test starts it as a program.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["train", var store, var run, var epochs]:
                Resumable.Train(store, run, int.Parse(epochs, System.Globalization.CultureInfo.InvariantCulture));
                return 0;
            case ["load"]:
                return Runtime.LoadProgram.Run();
            default:
                return 2;
        }
    }
}
