using MudBlazor;

namespace SecretsDashboard.Ui;

/// <summary>
/// The colours, letters, corners and shadows of every page, light and dark. Pages read them as the variables in <c>wwwroot/mud-theme.css</c>, which a test
/// keeps equal to this: MudThemeProvider, which would write them into each page, writes a <c>style</c> element that the content security policy forbids.
/// </summary>
internal static class Theme
{
    private static readonly string[] Letters = ["Inter", "Inter Fallback", "sans-serif"];

    /// <summary>The theme that MudBlazor would render.</summary>
    public static MudTheme Mud { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6b60",
            PrimaryDarken = "#08544b",
            PrimaryLighten = "#2f8b80",
            PrimaryContrastText = "#ffffff",
            Secondary = "#526060",
            SecondaryDarken = "#3d4949",
            SecondaryLighten = "#6c7b7b",
            SecondaryContrastText = "#ffffff",
            Tertiary = "#3c5a99",
            TertiaryDarken = "#2c4577",
            TertiaryLighten = "#5a78b5",
            TertiaryContrastText = "#ffffff",
            Info = "#1f5f99",
            InfoDarken = "#174a78",
            InfoLighten = "#4781b5",
            InfoContrastText = "#ffffff",
            Success = "#1b6e3c",
            SuccessDarken = "#14552e",
            SuccessLighten = "#3c8d5c",
            SuccessContrastText = "#ffffff",
            Warning = "#7a4b00",
            WarningDarken = "#5e3a00",
            WarningLighten = "#9a6a1c",
            WarningContrastText = "#ffffff",
            Error = "#b3261e",
            ErrorDarken = "#8f1d17",
            ErrorLighten = "#c9473f",
            ErrorContrastText = "#ffffff",
            Dark = "#1c2727",
            DarkDarken = "#101818",
            DarkLighten = "#334040",
            DarkContrastText = "#f2f6f6",
            Background = "#f7f8f8",
            BackgroundGray = "#f1f3f3",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            DrawerText = "#141c1c",
            DrawerIcon = "#526060",
            AppbarBackground = "#ffffff",
            AppbarText = "#141c1c",
            TextPrimary = "#141c1c",
            TextSecondary = "#526060",
            TextDisabled = "#6c7878",
            ActionDefault = "#526060",
            ActionDisabled = "#8a9595",
            ActionDisabledBackground = "#e6eaea",
            LinesDefault = "#dfe4e4",
            LinesInputs = "#7d8a8a",
            Divider = "#dfe4e4",
            DividerLight = "#ebefef",
            TableLines = "#dfe4e4",
            TableHover = "#f1f4f4",
            TableStriped = "#f7f8f8",
            OverlayDark = "rgba(20,28,28,0.45)",
            OverlayLight = "rgba(255,255,255,0.6)",
            Skeleton = "#e3e8e8",
            HoverOpacity = 0.09,
            BorderOpacity = 0.22,
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#4cc3b2",
            PrimaryDarken = "#6ad3c4",
            PrimaryLighten = "#86ded1",
            PrimaryContrastText = "#06211d",
            Secondary = "#9eadad",
            SecondaryDarken = "#b8c4c4",
            SecondaryLighten = "#cbd5d5",
            SecondaryContrastText = "#101414",
            Tertiary = "#93b0ee",
            TertiaryDarken = "#aec4f3",
            TertiaryLighten = "#c4d4f6",
            TertiaryContrastText = "#0d1730",
            Info = "#86bff0",
            InfoDarken = "#a4d0f5",
            InfoLighten = "#bfdef8",
            InfoContrastText = "#071e33",
            Success = "#6fd08c",
            SuccessDarken = "#8edda5",
            SuccessLighten = "#abe7bd",
            SuccessContrastText = "#06210f",
            Warning = "#ffc861",
            WarningDarken = "#ffd687",
            WarningLighten = "#ffe2a9",
            WarningContrastText = "#362a12",
            Error = "#ff9d94",
            ErrorDarken = "#ffb8b1",
            ErrorLighten = "#ffcfca",
            ErrorContrastText = "#3b0a06",
            Dark = "#e8eeee",
            DarkDarken = "#ffffff",
            DarkLighten = "#cfd8d8",
            DarkContrastText = "#141c1c",
            Background = "#101414",
            BackgroundGray = "#131818",
            Surface = "#181d1d",
            DrawerBackground = "#181d1d",
            DrawerText = "#e8eeee",
            DrawerIcon = "#9eadad",
            AppbarBackground = "#181d1d",
            AppbarText = "#e8eeee",
            TextPrimary = "#e8eeee",
            TextSecondary = "#9eadad",
            TextDisabled = "#879595",
            ActionDefault = "#9eadad",
            ActionDisabled = "#65716f",
            ActionDisabledBackground = "#242b2b",
            LinesDefault = "#2c3535",
            LinesInputs = "#718080",
            Divider = "#2c3535",
            DividerLight = "#232a2a",
            TableLines = "#2c3535",
            TableHover = "#1f2626",
            TableStriped = "#151a1a",
            OverlayDark = "rgba(0,0,0,0.6)",
            OverlayLight = "rgba(24,29,29,0.6)",
            Skeleton = "#2a3232",
            HoverOpacity = 0.12,
            BorderOpacity = 0.26,
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", DrawerWidthLeft = "15rem", DrawerMiniWidthLeft = "3.5rem", AppbarHeight = "3.25rem" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontSize = "1.5rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontSize = "1.125rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-0.01em" },
            H3 = new H3Typography { FontSize = "1rem", FontWeight = "600", LineHeight = "1.3", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontSize = "0.9375rem", FontWeight = "550", LineHeight = "1.5", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontSize = "0.875rem", FontWeight = "550", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = "0.9375rem", FontWeight = "550", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontSize = "0.8125rem", LineHeight = "1.4", LetterSpacing = "normal" },
        },
        Shadows = Elevations(),
    };

    // two heights are enough: a paper that lies there, and what stands over the page
    private static Shadow Elevations()
    {
        var shadows = new Shadow();
        for (var height = 1; height < shadows.Elevation.Length; height++)
        {
            shadows.Elevation[height] = height < 8 ? "0 1px 2px rgb(10 20 20 / 8%)" : "0 12px 40px rgb(10 20 20 / 24%)";
        }
        return shadows;
    }
}
