using Spectre.Console;
using Spectre.Console.Cli.Help;

namespace ModelTracking.Cli;

/// <summary>How help looks: bold headings, names in blue, the rest quiet.</summary>
internal static class HelpStyle
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    // The library cannot print a style that changes nothing, so every part has one.
    private static readonly Style Name = new(Color.DodgerBlue1);
    private static readonly Style Quiet = new(Color.Grey);

    public static HelpProviderStyle Calm { get; } = new()
    {
        Description = new DescriptionStyle { Header = Heading },
        Usage = new UsageStyle { Header = Heading, CurrentCommand = Name, Command = Name, Options = Quiet, RequiredArgument = Name, OptionalArgument = Quiet },
        Examples = new ExampleStyle { Header = Heading, Arguments = Quiet },
        Arguments = new ArgumentStyle { Header = Heading, RequiredArgument = Name, OptionalArgument = Quiet },
        Commands = new CommandStyle { Header = Heading, ChildCommand = Name, RequiredArgument = Quiet },
        Options = new OptionStyle { Header = Heading, DefaultValueHeader = Quiet, DefaultValue = Quiet, RequiredOption = Name, RequiredOptionValue = Quiet, OptionalOptionValue = Quiet },
    };
}
