using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Help;

/// <summary>
/// A page of the help, or the list of them. The server renders it, without a circuit. Opened from a secret it has that key's name in its
/// examples.
/// </summary>
public sealed partial class HelpPage
{
    private HelpNames? names;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Parameter] public string? Name { get; set; }

    [SupplyParameterFromQuery(Name = "key")] private string? Key { get; set; }

    private HelpDocument? Page { get; set; }

    // those beneath the title: what stands below them is found on the way
    private RenderFragment Sections => builder =>
    {
        builder.OpenElement(0, "ul");
        builder.AddAttribute(1, "class", "sections");
        foreach (var section in Page!.Sections.Where(section => section.Level == 2))
        {
            builder.OpenElement(2, "li");
            builder.OpenElement(3, "a");
            builder.AddAttribute(4, "class", "section-link");
            builder.AddAttribute(5, "href", $"{Page.Address}{(names is null ? "" : $"?key={names.Key}")}#{section.Anchor}");
            builder.AddContent(6, section.Name);
            builder.CloseElement();
            builder.CloseElement();
        }
        builder.CloseElement();
    };

    protected override void OnParametersSet()
    {
        Page = HelpBook.Find(Name);
        names = HelpNames.Of(Key);
        if (Name is not null && Page is null)
        {
            Navigation.NotFound();
        }
    }

    private HelpDocument? Beside(int step) => HelpBook.Pages.ElementAtOrDefault(HelpBook.Pages.ToList().IndexOf(Page!) + step);
}
